Console.Error.WriteLine("hinge");
return 0;
