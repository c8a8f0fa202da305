using System.Globalization;
using Hinge.Benchmarks.Scope;

// dotnet run -c Release --project bench/Hinge.Benchmarks -- scope [P1 P2 …] [--repeats N]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int repeats = 3;
int at = Array.IndexOf(args, "--repeats");
if (at >= 0)
    repeats = int.Parse(args[at + 1], CultureInfo.InvariantCulture);
string[] words = at < 0 ? args : [.. args[..at], .. args[(at + 2)..]];

switch (words)
{
    case ["scope", .. string[] goals]:
        new ScopeGoals(repeats).Run(goals);
        return 0;
    case ["memory", string work]:
        StreamedRowsMemory.RunAlone(work);
        return 0;
    default:
        Console.Error.WriteLine("usage: scope [P1 … P7] [--repeats N]");
        return 2;
}
