using Hinge.Core;
using Hinge.Scope.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Lanes;

/// <summary>A network's modules, each instance once: units that have a rule, containers that have none.</summary>
internal sealed class ModuleTree
{
    private readonly ScopeSettings _settings;
    private readonly Dictionary<nn.Module, string> _paths = new(ReferenceEqualityComparer.Instance);

    private ModuleTree(ScopeSettings settings) => _settings = settings;

    public List<HookedUnit> Units { get; } = [];

    public List<(nn.Module<Tensor, Tensor> Module, string Path)> Containers { get; } = [];

    public IReadOnlyCollection<nn.Module> Modules => _paths.Keys;

    /// <summary>Walks the tree from its root, the root included.</summary>
    /// <exception cref="InputException">A module is in training mode, or a leaf has no rule.</exception>
    public static ModuleTree Walk(nn.Module<Tensor, Tensor> net, ScopeSettings settings)
    {
        ModuleTree tree = new(settings);
        tree.Add(net, "");
        return tree;
    }

    public string PathOf(nn.Module module) => Describe(_paths[module], module);

    /// <summary>A path as a message shows it; the root has none.</summary>
    public static string Describe(string path, nn.Module module) =>
        path.Length == 0 ? $"the network ({module.GetType().Name})" : $"{path} ({module.GetType().Name})";

    private void Add(nn.Module module, string path)
    {
        if (!_paths.TryAdd(module, path))
            return;
        string described = Describe(path, module);
        if (module.training)
            throw new InputException($"{described} is in training mode; call eval() on the network first");

        FreezingRule? rule = module is nn.Module<Tensor, Tensor> ? _settings.Rules.Find(module) : null;
        (string name, nn.Module child)[] children = [.. module.named_children()];
        if (rule is null && children.Length == 0)
            rule = RuleOfUnknownLeaf(module, described);
        if (rule?.Refusal(module) is { } refusal)
            throw new InputException($"{described} {refusal}");

        switch (module)
        {
            case nn.Module<Tensor, Tensor> unit when rule is not null:
                Units.Add(new(unit, path.Length == 0 ? unit.GetType().Name : path, rule));
                return;
            case nn.Module<Tensor, Tensor> container:
                Containers.Add((container, described));
                break;
        }
        foreach ((string name, nn.Module child) in children)
            Add(child, path.Length == 0 ? name : $"{path}.{name}");
    }

    private FreezingRule? RuleOfUnknownLeaf(nn.Module module, string described)
    {
        if (module is not nn.Module<Tensor, Tensor>)
        {
            // Lists and dictionaries of modules hold things; only something with a forward of its own can hide a unit.
            return module.GetType().GetMethod("forward") is null
                ? null
                : throw new InputException($"{described}: units take one tensor and return one tensor");
        }
        return _settings.Unknown == UnknownUnit.Tangent
            ? RuleSet.Tangent
            : throw new InputException($"{described}: no freezing rule; register one, or use --unknown tangent");
    }
}
