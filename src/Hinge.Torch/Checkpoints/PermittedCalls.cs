using Hinge.Core;
using Hinge.Core.Formats;

namespace Hinge.Torch.Checkpoints;

/// <summary>
/// The fixed list of what a checkpoint may call. Each entry says which value takes the place of the result; nothing of
/// Python's is looked up or run, and whatever is not in the list is refused by its name.
/// </summary>
internal static class PermittedCalls
{
    /// <summary>The value that a call stands for.</summary>
    /// <param name="function">The name called.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="source">For messages.</param>
    /// <exception cref="InputException">The name is not in the list, or the arguments do not fit it.</exception>
    public static object? Apply(PickledGlobal function, object?[] arguments, PickleSource source)
    {
        switch (function.Module, function.Name)
        {
            case ("torch._utils", "_rebuild_tensor" or "_rebuild_tensor_v2"):
                return Tensor(arguments, null, source);
            case ("torch._utils", "_rebuild_tensor_v3"):
                return arguments is [_, _, _, _, _, _, PickledGlobal dtype, ..]
                    ? Tensor(arguments, dtype, source)
                    : throw Misused(function, source);
            case ("torch._utils", "_rebuild_parameter" or "_rebuild_parameter_with_state"):
                return arguments.Length > 0 ? arguments[0] : throw Misused(function, source);
            case ("torch._tensor", "_rebuild_from_type_v2"):
                return arguments is [PickledGlobal inner, _, object?[] values, ..] && inner != function
                    ? Apply(inner, values, source)
                    : throw Misused(function, source);
            case ("torch._utils", "_rebuild_qtensor"):
                return new RefusedTensor("a quantised tensor");
            case ("torch._utils", "_rebuild_sparse_tensor" or "_rebuild_sparse_csr_tensor"):
                return new RefusedTensor("a sparse tensor");
            case ("torch._utils", "_rebuild_nested_tensor" or "_rebuild_meta_tensor_no_storage"
                or "_rebuild_wrapper_subclass" or "_rebuild_device_tensor_from_numpy"
                or "_rebuild_device_tensor_from_cpu_tensor"):
                return new RefusedTensor($"a tensor of {function.Name["_rebuild_".Length..]}");
            case ("collections", "OrderedDict" or "defaultdict" or "Counter"):
                return Dictionary(arguments, source);
            case ("torch", "Size"):
                return arguments.Length == 1 ? arguments[0] : throw Misused(function, source);
            case ("builtins" or "__builtin__", "set" or "frozenset" or "list" or "tuple"):
                return arguments.Length == 0 ? new List<object?>() : arguments[0];
            case ("copyreg" or "copy_reg", "_reconstructor"):
                return arguments is [PickledGlobal type, ..] ? New(type, []) : throw Misused(function, source);

            // Plain values that are no weights: devices, numbers and text of training scripts.
            case ("torch", "device" or "dtype"):
            case ("torch.serialization", "_get_layout"):
            case ("_codecs", "encode"):
            case ("builtins" or "__builtin__", "bytearray" or "complex" or "slice" or "range"):
            case ("datetime", "datetime" or "date" or "timedelta"):
            case ("pathlib", "PosixPath" or "WindowsPath" or "PurePosixPath" or "PureWindowsPath"):
            case ("numpy", "dtype"):
            case ("numpy.core.multiarray" or "numpy._core.multiarray", "scalar" or "_reconstruct"):
                return new PickledRecord(function);
            default:
                throw Forbidden(function, source);
        }
    }

    /// <summary>A new object of a class: a dictionary where the class is one, an inert record otherwise.</summary>
    public static object New(PickledGlobal type, object?[] arguments)
    {
        if (type is { Module: "collections", Name: "OrderedDict" or "defaultdict" or "Counter" })
            return new PickledDictionary();
        PickledRecord record = new(type);
        record.Elements.AddRange(arguments);
        return record;
    }

    /// <summary>The refusal of a call.</summary>
    public static InputException Forbidden(PickledGlobal function, PickleSource source) => source.Wrong(
        $"the checkpoint calls {function}, which is not permitted; nothing was executed");

    private static InputException Misused(PickledGlobal function, PickleSource source) =>
        source.Wrong($"{function} has arguments that do not fit it");

    private static object Tensor(object?[] arguments, PickledGlobal? dtype, PickleSource source)
    {
        if (arguments is not [StorageReference storage, long offset, var sizes, var strides, ..]
            || Numbers(sizes) is not { } shape || Numbers(strides) is not { } steps)
        {
            throw source.Wrong("a tensor without storage, offset, sizes and strides");
        }
        if (dtype is null && storage.Untyped)
            throw source.Wrong("a tensor of an untyped storage that does not say its element type");
        string name = dtype?.Name ?? storage.TypeName;
        ElementType? type = dtype is null ? storage.Type : StorageTypes.OfDtype(dtype.Name);
        return type is { } known
            ? new TensorReference(storage, known, offset, shape, steps)
            : new RefusedTensor($"a tensor of {Printable.Text(name)}");
    }

    private static PickledDictionary Dictionary(object?[] arguments, PickleSource source)
    {
        PickledDictionary dictionary = new();

        // Python 2 hands an ordered dictionary its pairs; a default dictionary is handed its factory, a name.
        if (arguments is not [List<object?> pairs])
            return dictionary;
        foreach (object? pair in pairs)
        {
            object?[] entry = pair switch
            {
                object?[] { Length: 2 } tuple => tuple,
                List<object?> { Count: 2 } list => [.. list],
                _ => throw source.Wrong("a dictionary whose entries are not pairs"),
            };
            dictionary.Pairs.Add((entry[0], entry[1]));
        }
        return dictionary;
    }

    private static long[]? Numbers(object? value)
    {
        IReadOnlyList<object?>? list = value as object?[] ?? (IReadOnlyList<object?>?)(value as List<object?>);
        if (list is null || !list.All(item => item is long))
            return null;
        return [.. list.Select(item => (long)item!)];
    }
}
