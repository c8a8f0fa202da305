using Hinge.Cli;
using Hinge.Cli.Host.Stops;
using Hinge.Cli.Shell;

Catalog catalog = new(
    Systems: [],
    Stops:
    [
        new PassingStop(), new FailingStop(), new BreakingStop(), new NotFiniteStop(), new EndlessStop(),
        new DeafStop(),
    ]);
return new Application(catalog, Terminal.OfProcess()).Run(args);
