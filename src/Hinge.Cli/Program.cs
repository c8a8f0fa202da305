using Hinge.Cli;
using Hinge.Cli.Shell;

return new Application(Catalog.Create(), Terminal.OfProcess()).Run(args);
