namespace Hinge.Torch.Checkpoints;

internal sealed partial class Unpickler
{
    /// <summary>Opcodes that make and fill tuples, lists, sets, dictionaries and inert records.</summary>
    private bool Container(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.EmptyTuple: Push(Array.Empty<object?>()); break;
            case PickleOpcode.Tuple1: PushTuple(1); break;
            case PickleOpcode.Tuple2: PushTuple(2); break;
            case PickleOpcode.Tuple3: PushTuple(3); break;
            case PickleOpcode.Tuple or PickleOpcode.FrozenSet: Push(PopToMark()); break;
            case PickleOpcode.EmptyList or PickleOpcode.EmptySet: Push(new List<object?>()); break;
            case PickleOpcode.List: Push(new List<object?>(PopToMark())); break;
            case PickleOpcode.EmptyDictionary: Push(new PickledDictionary()); break;
            case PickleOpcode.Dictionary:
                object?[] pairs = PopToMark();
                Push(new PickledDictionary());
                SetItems(pairs);
                break;
            case PickleOpcode.Append:
                object? last = Pop();
                Append([last]);
                break;
            case PickleOpcode.Appends or PickleOpcode.AddItems: Append(PopToMark()); break;
            case PickleOpcode.SetItem:
                object? value = Pop(), key = Pop();
                SetItems([key, value]);
                break;
            case PickleOpcode.SetItems: SetItems(PopToMark()); break;
            case PickleOpcode.NewObject: NewObject(Pop<object?[]>("a tuple of arguments")); break;
            case PickleOpcode.NewObjectWithNames:
                Pop<PickledDictionary>("a dictionary of arguments");
                NewObject(Pop<object?[]>("a tuple of arguments"));
                break;
            case PickleOpcode.Build: Build(Pop()); break;
            default: return false;
        }
        return true;
    }

    private void PushTuple(int count)
    {
        object?[] values = new object?[count];
        for (int i = count - 1; i >= 0; i--)
            values[i] = Pop();
        Push(values);
    }

    private void Append(ReadOnlySpan<object?> values)
    {
        List<object?> list = Peek() switch
        {
            List<object?> plain => plain,
            PickledRecord record => record.Elements,
            _ => throw _source.Wrong("expected a list to append to"),
        };
        list.AddRange(values);
    }

    private void SetItems(ReadOnlySpan<object?> keysAndValues)
    {
        if (keysAndValues.Length % 2 != 0)
            throw _source.Wrong("a key without a value");
        if (Peek() is not PickledDictionary dictionary)
            throw _source.Wrong("expected a dictionary to put pairs into");
        for (int i = 0; i < keysAndValues.Length; i += 2)
            dictionary.Pairs.Add((keysAndValues[i], keysAndValues[i + 1]));
    }

    // An object of whatever class starts as a record. Its arguments are kept, since they may hold tensors.
    private void NewObject(object?[] arguments)
    {
        PickledGlobal type = Pop<PickledGlobal>("the name of a class");
        Push(PermittedCalls.New(type, arguments));
    }

    // The attributes of an ordered dictionary or of a tensor hold no weights; those of a record are all it has.
    private void Build(object? state)
    {
        if (Peek() is PickledRecord record)
            record.State = state;
    }
}
