using System.Globalization;
using Hinge.Benchmarks;
using Hinge.Benchmarks.Flight;
using Hinge.Benchmarks.Fuzz;
using Hinge.Benchmarks.Scattering;
using Hinge.Benchmarks.Scope;

// dotnet run -c Release --project bench/Hinge.Benchmarks -- scope|scatter|flight|fuzz …
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const string scopeUsage = "scope [P1 ... P8] [--rounds 3] [--out FILE]";
const string scatterUsage = "scatter [S2 ... S12] [--rounds 9] [--out FILE]";
try
{
    switch (args)
    {
        case ["scope", .. string[] rest]:
            Options scope = new(rest, "--rounds", "--out");
            return new ScopeGoals(scope.Number("--rounds", 3)).Run(scope.Words, scope.Text("--out"));
        case ["scatter", "memory"]:
            ScatterGoals.RunAlone();
            return 0;
        case ["scatter", .. string[] rest]:
            Options scatter = new(rest, "--rounds", "--out");
            return new ScatterGoals(scatter.Number("--rounds", 9)).Run(scatter.Words, scatter.Text("--out"));
        case ["fuzz", .. string[] rest]:
            Options fuzz = new(rest, "--count", "--seed");
            return FuzzCommand.Run(fuzz.Number("--count", 100_000), fuzz.Number("--seed", 1UL), fuzz.Words);
        case ["flight", "parts"]:
            return TrainingParts.Run();
        case ["memory", string work]:
            StreamedRowsMemory.RunAlone(work);
            return 0;
    }
}
catch (FormatException mistake)
{
    Console.Error.WriteLine(mistake.Message);
}
Console.Error.WriteLine($"usage: {scopeUsage} | {scatterUsage} | flight parts | {FuzzCommand.Usage}");
return 2;
