using Hinge.Core;
using Hinge.Core.Formats;

namespace Hinge.Torch.Checkpoints;

/// <summary>
/// A stack machine for pickles that builds plain values: numbers, text, lists, tuples, <see cref="PickledDictionary"/>,
/// <see cref="TensorReference"/>, and inert <see cref="PickledRecord"/>s for objects of any other class. A call is
/// obeyed only when it is in the table of <see cref="PermittedCalls"/>; nothing is ever looked up or run.
/// </summary>
internal sealed partial class Unpickler
{
    private const int MostProtocol = 5;

    // An operation of one or two bytes can make an object or an entry of a list; text is larger, and so in the file.
    private const int BytesPerOperation = 40;

    private readonly PickleSource _source;
    private readonly List<object?> _stack = [];
    private readonly List<int> _marks = [];
    private readonly Dictionary<uint, object?> _memo = [];

    private readonly Dictionary<string, StorageReference> _storages;

    private Unpickler(PickleSource source, Dictionary<string, StorageReference> storages) =>
        (_source, _storages) = (source, storages);

    /// <summary>Reads one pickle up to its stop.</summary>
    /// <param name="source">Stands at the start of the pickle, and afterwards at its end.</param>
    /// <param name="budget">Pays for the values.</param>
    /// <param name="storages">Receives the storages that the pickle refers to, by key.</param>
    /// <exception cref="InputException">The pickle is malformed or calls what is not permitted.</exception>
    public static object? Load(
        PickleSource source, AllocationBudget budget, Dictionary<string, StorageReference> storages)
    {
        Unpickler machine = new(source, storages);
        while (true)
        {
            PickleOpcode opcode = source.Opcode();
            if (opcode == PickleOpcode.Stop)
                return machine.Pop();
            budget.Take(BytesPerOperation, "what its pickle describes");
            machine.Obey(opcode);
        }
    }

    private void Obey(PickleOpcode opcode)
    {
        if (!Constant(opcode) && !Container(opcode) && !Structure(opcode))
        {
            throw _source.Wrong(
                $"pickle opcode 0x{(byte)opcode:x2} is not supported; expected a checkpoint that torch.save wrote");
        }
    }

    /// <summary>Opcodes that push a value written in the pickle.</summary>
    private bool Constant(PickleOpcode opcode)
    {
        object? value;
        switch (opcode)
        {
            case PickleOpcode.None: value = null; break;
            case PickleOpcode.True: value = true; break;
            case PickleOpcode.False: value = false; break;
            case PickleOpcode.BinaryInt: value = (long)_source.Int32(); break;
            case PickleOpcode.BinaryInt1: value = (long)_source.Byte(); break;
            case PickleOpcode.BinaryInt2: value = (long)_source.UInt16(); break;
            case PickleOpcode.Long1: value = _source.Integer(_source.Byte()); break;
            case PickleOpcode.Long4: value = _source.Integer(_source.UInt32()); break;
            case PickleOpcode.BinaryFloat: value = _source.BigEndianDouble(); break;
            case PickleOpcode.BinaryUnicode: value = _source.Text(_source.UInt32()); break;
            case PickleOpcode.ShortBinaryUnicode: value = _source.Text(_source.Byte()); break;
            case PickleOpcode.BinaryUnicode8: value = _source.Text(_source.UInt64()); break;

            case PickleOpcode.BinaryString: value = _source.Latin(_source.UInt32()); break;
            case PickleOpcode.ShortBinaryString: value = _source.Latin(_source.Byte()); break;

            // Raw bytes never hold a tensor: passed over, a null in their place.
            case PickleOpcode.BinaryBytes: value = Skip(_source.UInt32()); break;
            case PickleOpcode.ShortBinaryBytes: value = Skip(_source.Byte()); break;
            case PickleOpcode.BinaryBytes8 or PickleOpcode.ByteArray8: value = Skip(_source.UInt64()); break;
            default: return false;
        }
        Push(value);
        return true;
    }

    /// <summary>Opcodes of the machine itself: stack, memo, globals, calls.</summary>
    private bool Structure(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Protocol:
                if (_source.Byte() is var version && version is < 2 or > MostProtocol)
                    throw _source.Wrong($"pickle protocol {version}; expected 2 to {MostProtocol}");
                break;
            case PickleOpcode.Frame:
                if (_source.UInt64() > (ulong)_source.Left)
                    throw _source.Wrong("a frame that is longer than the file");
                break;
            case PickleOpcode.Mark: _marks.Add(_stack.Count); break;
            case PickleOpcode.Pop: Pop(); break;
            case PickleOpcode.PopMark: PopToMark(); break;
            case PickleOpcode.Duplicate: Push(Peek()); break;
            case PickleOpcode.BinaryPut: _memo[_source.Byte()] = Peek(); break;
            case PickleOpcode.LongBinaryPut: _memo[_source.UInt32()] = Peek(); break;
            case PickleOpcode.Memoize: _memo[(uint)_memo.Count] = Peek(); break;
            case PickleOpcode.BinaryGet: Push(Recall(_source.Byte())); break;
            case PickleOpcode.LongBinaryGet: Push(Recall(_source.UInt32())); break;
            case PickleOpcode.Global: Push(new PickledGlobal(_source.Line(), _source.Line())); break;
            case PickleOpcode.StackGlobal:
                string name = Pop<string>("text"), module = Pop<string>("text");
                Push(new PickledGlobal(module, name));
                break;
            case PickleOpcode.BinaryPersistentId:
                object? value = PersistentId.Resolve(Pop<object?[]>("a tuple"), _source);
                if (value is StorageReference storage)
                    Register(storage);
                Push(value);
                break;
            case PickleOpcode.Reduce:
                object?[] arguments = Pop<object?[]>("a tuple of arguments");
                Push(PermittedCalls.Apply(Pop<PickledGlobal>("the name of a callable"), arguments, _source));
                break;
            case PickleOpcode.Instance:
                throw PermittedCalls.Forbidden(new PickledGlobal(_source.Line(), _source.Line()), _source);
            default: return false;
        }
        return true;
    }

    // Views of one storage differ in their offset alone.
    private void Register(StorageReference storage)
    {
        if (!_storages.TryAdd(storage.Key, storage) && _storages[storage.Key] != storage with
        {
            Offset = _storages[storage.Key].Offset,
        })
        {
            throw _source.Wrong($"storage {Printable.Text(storage.Key)} is described in two ways");
        }
    }

    private object? Skip(ulong count)
    {
        _source.Take(count);
        return null;
    }

    private object? Recall(uint index) => _memo.TryGetValue(index, out object? value)
        ? value
        : throw _source.Wrong($"memo {index} was never stored");

    private void Push(object? value) => _stack.Add(value);

    private object? Peek() => _stack.Count > Floor ? _stack[^1] : throw _source.Wrong("the stack is empty");

    private object? Pop()
    {
        object? value = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private T Pop<T>(string expected) => Pop() is T value ? value : throw _source.Wrong($"expected {expected}");

    private object?[] PopToMark()
    {
        if (_marks.Count == 0)
            throw _source.Wrong("there is no mark on the stack");
        int start = _marks[^1];
        _marks.RemoveAt(_marks.Count - 1);
        object?[] values = [.. _stack[start..]];
        _stack.RemoveRange(start, values.Length);
        return values;
    }

    // What lies below the last mark belongs to an unfinished container.
    private int Floor => _marks.Count > 0 ? _marks[^1] : 0;
}
