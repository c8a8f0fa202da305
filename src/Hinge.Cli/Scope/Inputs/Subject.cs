using System.CommandLine;
using System.Text.Json.Nodes;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Scope;
using Hinge.Scope.Lanes;
using Hinge.Scope.Replay;
using Hinge.Torch.Weights;
using static TorchSharp.torch;

namespace Hinge.Cli.Scope.Inputs;

/// <summary>What a command looks at: a network, hooked, and a picture; or a saved interpreter of both.</summary>
internal sealed class Subject : IDisposable
{
    /// <summary>--from: a saved interpreter.</summary>
    public static Option<string?> From { get; } = new("--from")
    {
        Description = "Saved interpreter to use instead of running the network",
        HelpName = "FILE.scope",
    };

    private readonly CommandContext _context;
    private LinearScope? _scope;
    private Interpreter? _at;

    private Subject(CommandContext context, ScopeNetwork network, ScopeInput input, ScopeSettings settings) =>
        (_context, Network, Input, Settings) = (context, network, input, settings);

    /// <summary>The network.</summary>
    public ScopeNetwork Network { get; }

    /// <summary>The picture.</summary>
    public ScopeInput Input { get; }

    /// <summary>How it is frozen.</summary>
    public ScopeSettings Settings { get; }

    /// <summary>What the network sees, [1, C, H, W].</summary>
    public Tensor X { get; private set; } = null!;

    /// <summary>The hooked network; null for a saved interpreter.</summary>
    public LinearScope? Scope => _scope;

    /// <summary>The interpreter at the picture, made when it is first asked for.</summary>
    public Interpreter At => _at ??= _scope!.Freeze(X);

    /// <summary>Adds the options of every command on one network and one picture.</summary>
    public static Command AddOptions(Command command)
    {
        command.WithNetwork().WithPicture().WithRunOptions();
        command.Options.Add(From);
        return command;
    }

    /// <summary>Loads what the command line names.</summary>
    /// <param name="context">The command, with libtorch loaded.</param>
    public static Subject Open(CommandContext context) => Open(
        context,
        context.Arguments.GetValue(ScopeOptions.Net)!,
        context.Arguments.GetValue(ScopeOptions.Weights),
        context.Arguments.GetValue(ScopeOptions.Image),
        context.Arguments.GetValue(From));

    /// <summary>Loads a network and a picture.</summary>
    /// <param name="context">For the other options.</param>
    /// <param name="net">The network.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="image">The picture's file; null for one that fits.</param>
    /// <param name="from">A saved interpreter of the network, in place of the picture.</param>
    public static Subject Open(CommandContext context, string net, string? weights, string? image, string? from = null)
    {
        ScopeSettings settings = ScopeOptions.Settings(context);
        ScopeNetwork network = ScopeNetwork.Load(net, weights, ScopeOptions.Choices(context));
        try
        {
            return from is null
                ? Freeze(context, network, ScopeOptions.Picture(context, network, image), settings)
                : Load(context, network, from, settings);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>F by the plan that the user asked for.</summary>
    /// <exception cref="InputException">The plan cannot serve here.</exception>
    public ILinearMap Map(ExecutionPlan plan) => plan switch
    {
        ExecutionPlan.Cache => At,
        _ when _scope is null => throw new InputException("--plan: a saved interpreter is a mask cache already"),
        ExecutionPlan.Fly => new DoubledBatchMap(_scope, X),
        _ when At.OtherThanJacobian is { } call => throw new InputException(
            $"--plan autograd: {call} is not frozen by its Jacobian ({At.Modes}); choose tangent modes"),
        _ => new AutogradMap(Network.Module, X),
    };

    /// <summary>What reproduces the run, for <c>settings.json</c>.</summary>
    public JsonObject Describe() => new()
    {
        ["network"] = Network.Name,
        ["weights"] = ModuleWeights.Sha256(Network.Module),
        ["input"] = Input.Source,
        ["takes"] = Network.Input.ToString(),
        ["coordinates"] = Network.IsRaw ? "raw" : "input",
        ["modes"] = Settings.Modes.ToString(),
        ["precision"] = Network.Type.ToString(),
        ["seed"] = _context.Seed,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        _at?.Dispose();
        _scope?.Dispose();
        X?.Dispose();
        Network.Dispose();
    }

    private static Subject Freeze(
        CommandContext context, ScopeNetwork network, ScopeInput input, ScopeSettings settings) =>
        new(context, network, input, settings)
        {
            X = network.Take(input).DetachFromDisposeScope(),
            _scope = LinearScope.Attach(network.Module, settings),
        };

    private static Subject Load(CommandContext context, ScopeNetwork network, string from, ScopeSettings settings)
    {
        Interpreter at = Interpreter.Load(from, network.Module, settings);
        return new(context, network, new(from, network.Show(at.Input)), settings)
        {
            X = at.Input.clone().DetachFromDisposeScope(),
            _at = at,
        };
    }
}
