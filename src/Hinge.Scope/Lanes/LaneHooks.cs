using System.Runtime.CompilerServices;
using Hinge.Core;
using static TorchSharp.torch;

namespace Hinge.Scope.Lanes;

/// <summary>
/// The hooks on an unmodified module tree (spec §4): one pair on every unit, one pair on every container for the probe.
/// They do nothing until a pass runs. Reused modules are hooked once and told apart by counting calls.
/// </summary>
internal sealed class LaneHooks : IDisposable
{
    private static readonly ConditionalWeakTable<nn.Module, LaneHooks> s_attached = [];

    private readonly nn.Module<Tensor, Tensor> _net;
    private readonly List<Action> _removals = [];
    private readonly Dictionary<HookedUnit, int> _occurrences = [];
    private ILanePass? _pass;
    private UnitCall? _running;
    private Tensor? _lanes;
    private int _calls;

    public LaneHooks(nn.Module<Tensor, Tensor> net, ScopeSettings settings)
    {
        _net = net;
        ModuleTree tree = ModuleTree.Walk(net, settings);
        Units = tree.Units;
        foreach (nn.Module module in tree.Modules)
        {
            if (s_attached.TryGetValue(module, out _))
                throw new InputException(
                    $"{tree.PathOf(module)}: the network has a LinearScope already; dispose it first");
        }
        foreach (nn.Module module in tree.Modules)
        {
            s_attached.Add(module, this);
            _removals.Add(() => s_attached.Remove(module));
        }
        foreach (HookedUnit unit in Units)
            Hook(unit);
        foreach ((nn.Module<Tensor, Tensor> container, string path) in tree.Containers)
            Hook(container, path);
    }

    /// <summary>The units in the order of the module tree.</summary>
    public IReadOnlyList<HookedUnit> Units { get; }

    /// <summary>Whether a unit was called during the last run.</summary>
    public bool WasCalled(HookedUnit unit) => _occurrences.ContainsKey(unit);

    /// <summary>Runs the network's code on a lane batch under a pass.</summary>
    public Tensor Run(ILanePass pass, Tensor lanes)
    {
        _pass = pass;
        _calls = 0;
        _occurrences.Clear();
        try
        {
            return _net.call(lanes);
        }
        finally
        {
            _pass = null;
            _running = null;
            _lanes?.Dispose();
            _lanes = null;
        }
    }

    public void Dispose()
    {
        foreach (Action remove in _removals)
            remove();
        _removals.Clear();
    }

    private void Hook(HookedUnit unit)
    {
        var before = unit.Module.register_forward_pre_hook((_, input) =>
        {
            // A unit inside another unit's own rule runs plainly.
            if (_pass is null || _running is not null)
                return input;
            int occurrence = _occurrences[unit] = _occurrences.GetValueOrDefault(unit) + 1;
            _running = new(unit, occurrence, _calls++);
            // The network's code may dispose its tensor while the module runs.
            _lanes = input.alias();
            return _pass.Enter(_running, _lanes);
        });
        var after = unit.Module.register_forward_hook((_, _, output) =>
        {
            if (_pass is null || _running?.Unit != unit)
                return output;
            UnitCall call = _running;
            using Tensor lanes = _lanes!;
            _running = null;
            _lanes = null;
            return _pass.Leave(call, lanes, output);
        });
        _removals.Add(before.remove);
        _removals.Add(after.remove);
    }

    private void Hook(nn.Module<Tensor, Tensor> container, string path)
    {
        var before = container.register_forward_pre_hook((_, input) =>
        {
            if (_running is null)
                _pass?.EnterContainer(path, input);
            return input;
        });
        var after = container.register_forward_hook((_, _, output) =>
        {
            if (_running is null)
                _pass?.LeaveContainer(path, output);
            return output;
        });
        _removals.Add(before.remove);
        _removals.Add(after.remove);
    }
}
