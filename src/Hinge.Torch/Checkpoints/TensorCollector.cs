using System.Globalization;
using Hinge.Core;
using Hinge.Core.Formats;

namespace Hinge.Torch.Checkpoints;

/// <summary>Finds the tensors in what a pickle built, and gives them the names that state dictionaries use.</summary>
/// <param name="file">The file, for messages.</param>
/// <param name="storage">The bytes of a storage.</param>
/// <param name="budget">Pays for each value visited: a value shared by many others is visited as often.</param>
internal sealed class TensorCollector(
    string file, Func<StorageReference, ReadOnlyMemory<byte>> storage, AllocationBudget budget)
{
    private const int MostLevels = 200;
    private const int BytesPerVisit = 40;

    // The parts of a module's state that its state dictionary is made of; they add nothing to the names.
    private static readonly string[] s_moduleParts = ["_parameters", "_buffers", "_modules"];

    private readonly OrderedDictionary<string, NdArray> _tensors = new(StringComparer.Ordinal);
    private readonly List<string> _path = [];

    /// <summary>All tensors under a value.</summary>
    /// <exception cref="InputException">A tensor has no dense array form or does not fit its storage, two have one
    /// name, or values are nested too deeply.</exception>
    public IReadOnlyDictionary<string, NdArray> Collect(object? root)
    {
        Visit(root);
        return _tensors;
    }

    private void Visit(object? value)
    {
        budget.Take(BytesPerVisit, "what its pickle describes");
        switch (value)
        {
            case TensorReference tensor: Add(tensor); break;
            case RefusedTensor refused:
                throw new InputException($"{file}: {Shown()} is {refused.Kind}; expected dense real numbers");
            case PickledRecord record: VisitRecord(record); break;
            case PickledDictionary dictionary: VisitPairs(dictionary); break;
            case object?[] or List<object?>:
                IReadOnlyList<object?> items = (IReadOnlyList<object?>)value;
                for (int i = 0; i < items.Count; i++)
                    Descend(i.ToString(CultureInfo.InvariantCulture), items[i]);
                break;
        }
    }

    private void VisitRecord(PickledRecord record)
    {
        if (record.State is PickledDictionary state && s_moduleParts.All(part => state.Find(part) is PickledDictionary))
        {
            VisitModule(state);
            return;
        }

        // With slots a state is a pair of dictionaries.
        object?[] states = record.State as object?[] ?? [record.State];
        foreach (object? part in states)
            Visit(part);
        VisitPairs(record);
        Visit(record.Elements);
    }

    private void VisitModule(PickledDictionary state)
    {
        HashSet<string> notStored = state.Find("_non_persistent_buffers_set") switch
        {
            IEnumerable<object?> names => [.. names.OfType<string>()],
            _ => [],
        };
        foreach (string part in s_moduleParts)
            VisitPairs((PickledDictionary)state.Find(part)!, part == "_buffers" ? notStored : null);
    }

    private void VisitPairs(PickledDictionary dictionary, HashSet<string>? passedOver = null)
    {
        OrderedDictionary<string, object?> values = new(StringComparer.Ordinal);
        for (int i = 0; i < dictionary.Pairs.Count; i++)
        {
            (object? key, object? value) = dictionary.Pairs[i];
            string name = key switch
            {
                string text => text,
                long number => number.ToString(CultureInfo.InvariantCulture),
                _ => $"#{i}",
            };
            budget.Take(BytesPerVisit, "what its pickle describes");
            values[name] = value;
        }
        foreach ((string name, object? value) in values)
        {
            if (passedOver?.Contains(name) != true)
                Descend(name, value);
        }
    }

    private void Descend(string name, object? value)
    {
        if (value is null or string or long or bool or double)
            return;
        if (_path.Count == MostLevels)
            throw new InputException($"{file}: {Shown()} is nested deeper than {MostLevels} levels");
        _path.Add(name);
        Visit(value);
        _path.RemoveAt(_path.Count - 1);
    }

    private void Add(TensorReference tensor)
    {
        budget.Take(2 * _path.Sum(part => part.Length + 1L), "the names of its tensors");
        string name = _path.Count == 0 ? "value" : string.Join('.', _path);
        NdArray array;
        try
        {
            array = StridedView.Read(tensor, storage(tensor.Storage), $"{file}: {Shown()}", budget);
        }
        catch (InputException refusal) when (!refusal.Message.StartsWith(file, StringComparison.Ordinal))
        {
            throw new InputException($"{file}: {Shown()}: {refusal.Message}", refusal);
        }
        if (!_tensors.TryAdd(name, array))
            throw new InputException($"{file}: two tensors are called {Shown()}");
    }

    private string Shown() => _path.Count == 0 ? "the value" : Printable.Text(string.Join('.', _path));
}
