using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>The freezing rules by module type.</summary>
public sealed class RuleSet
{
    private readonly Dictionary<Type, FreezingRule> _rules;

    private RuleSet(Dictionary<Type, FreezingRule> rules) => _rules = rules;

    /// <summary>A rule for every unit of the table of §3.</summary>
    public static RuleSet Default { get; } = new(FreezingRules.Table().ToDictionary(rule => rule.ModuleType));

    /// <summary>Takes the Jacobian of any module by automatic differentiation.</summary>
    public static FreezingRule Tangent { get; } = new TangentRule();

    /// <summary>The rules.</summary>
    public IEnumerable<FreezingRule> Rules => _rules.Values;

    /// <summary>
    /// These rules and one more, which replaces the rule of its module type. Containers can have rules too.
    /// </summary>
    public RuleSet With(FreezingRule rule) => new(new Dictionary<Type, FreezingRule>(_rules)
    {
        [rule.ModuleType] = rule,
    });

    /// <summary>The rule of a module's type, or of the nearest base type that has one; null when none has.</summary>
    public FreezingRule? Find(nn.Module module)
    {
        for (Type? type = module.GetType(); type is not null; type = type.BaseType)
        {
            if (_rules.TryGetValue(type, out FreezingRule? rule))
                return rule;
        }
        return null;
    }
}
