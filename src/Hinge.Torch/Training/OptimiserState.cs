using System.Globalization;
using System.Reflection;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Torch.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Torch.Training;

/// <summary>Moments and step counts of any optimiser, out and in, and a description of its options.</summary>
/// <remarks>
/// TorchSharp's optimisers keep their state in public fields of a state object per parameter: tensors (possibly
/// absent), step counts and scalars. Reading the fields covers all of them, and an optimiser of one's own that follows
/// the custom. TorchSharp's own stream format is not used: it cannot be checked before it overwrites, and its
/// in-memory copy fails where a momentum buffer does not exist yet.
/// </remarks>
internal static class OptimiserState
{
    /// <summary>The options that decide what a step does: one text, equal only for equal behaviour.</summary>
    public static string Describe(OptimizerHelper optimiser)
    {
        IEnumerable<string> groups = optimiser.ParamGroups.Cast<ParamGroup>().Select(group =>
        {
            // The current rate is the schedule's business; the rate at the start is the user's.
            IEnumerable<string> options = Fields(group.Options.GetType())
                .Select(field => $"{field.Name} {Text(field.GetValue(group.Options))}")
                .Prepend($"rate {Text(group.Options.InitialLearningRate)}")
                .Prepend($"{group.Parameters.Count()} parameters");
            return $"({string.Join(", ", options)})";
        });
        return optimiser.GetType().Name + string.Concat(groups);
    }

    /// <summary>Every tensor and number of the state, as <c>index.field</c>; absent tensors are left out.</summary>
    public static IEnumerable<KeyValuePair<string, NdArray>> Read(OptimizerHelper optimiser)
    {
        List<OptimizerState> states = optimiser.state_dict().State;
        for (int i = 0; i < states.Count; i++)
        {
            foreach (FieldInfo field in Fields(states[i].GetType()))
            {
                NdArray? value = field.GetValue(states[i]) switch
                {
                    null => null,
                    Tensor tensor => tensor.ToNdArray(),
                    long count => NdArray.From<long>([count]),
                    double number => NdArray.From<double>([number]),
                    _ => throw new InputException(
                        $"optimiser {optimiser.GetType().Name}: its {field.Name} cannot be kept in a checkpoint"),
                };
                if (value is not null)
                    yield return new($"{i}.{field.Name}", value);
            }
        }
    }

    /// <summary>Checks stored state against the optimiser; the returned action puts it in place.</summary>
    /// <param name="source">File and optimiser, for messages.</param>
    /// <param name="optimiser">Receives the state.</param>
    /// <param name="stored">What <see cref="Read"/> gave; all of it must be used up.</param>
    /// <exception cref="InputException">A name, shape or type does not fit. Nothing has been changed.</exception>
    public static Action Match(string source, OptimizerHelper optimiser, IReadOnlyDictionary<string, NdArray> stored)
    {
        List<OptimizerState> states = optimiser.state_dict().State;
        Parameter[] parameters = [.. optimiser.parameters()];
        var assignments = new List<(OptimizerState State, FieldInfo Field, NdArray? Value)>();
        int used = 0;
        for (int i = 0; i < states.Count; i++)
        {
            foreach (FieldInfo field in Fields(states[i].GetType()))
            {
                string name = $"{i}.{field.Name}";
                if (stored.TryGetValue(name, out NdArray? value))
                    used++;
                bool fits = field.FieldType == typeof(Tensor)
                    ? value is null || (value.Type.ToScalarType() == parameters[i].dtype
                        && value.Shape.SequenceEqual(parameters[i].shape))
                    : value is { Length: 1 } && value.Type
                        == (field.FieldType == typeof(long) ? ElementType.Int64 : ElementType.Float64);
                if (!fits)
                    throw new InputException($"{source}: {name} is {value?.ToString() ?? "missing"}, expected "
                        + $"the state of a parameter of {parameters[i].Describe()}");
                assignments.Add((states[i], field, value));
            }
        }
        if (used != stored.Count)
            throw new InputException($"{source}: holds {stored.Count} values, expected {used}");
        return () =>
        {
            foreach ((OptimizerState state, FieldInfo field, NdArray? value) in assignments)
                Assign(state, field, value);
        };
    }

    private static void Assign(OptimizerState state, FieldInfo field, NdArray? value)
    {
        if (field.FieldType == typeof(long))
        {
            field.SetValue(state, value!.Values<long>()[0]);
        }
        else if (field.FieldType == typeof(double))
        {
            field.SetValue(state, value!.Values<double>()[0]);
        }
        else
        {
            (field.GetValue(state) as Tensor)?.Dispose();
            field.SetValue(state, value?.ToTensor().DetachFromDisposeScope());
        }
    }

    private static FieldInfo[] Fields(Type type) =>
        [
            .. type.GetFields(BindingFlags.Public | BindingFlags.Instance)
                .OrderBy(field => field.Name, StringComparer.Ordinal),
        ];

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
