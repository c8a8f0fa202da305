#:project ../src/Hinge.Samples/Hinge.Samples.csproj
#:property PublishAot=false

// Makes data/pictures, the same bytes every time:
//     dotnet run eng/draw-pictures.cs -- data/pictures

using Hinge.Core.Pictures;
using Hinge.Samples;

foreach (SamplePicture each in SamplePicture.All)
{
    string path = Path.Combine(args[0], each.Name + ".png");
    PngFile.Write(path, each.Draw());
    Console.WriteLine($"wrote {path}");
}
