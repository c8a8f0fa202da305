using System.Globalization;

namespace Hinge.Core.Formats;

/// <summary>The header of an npy array: a Python dictionary literal with three keys.</summary>
internal readonly record struct NpyHeader(ElementType Type, bool FortranOrder, long[] Shape)
{
    /// <summary>The literal for an array in C order, as NumPy writes it.</summary>
    public static string Format(NdArray array)
    {
        string descr = array.Type switch
        {
            ElementType.Boolean => "|b1",
            ElementType.UInt8 => "|u1",
            ElementType.Int8 => "|i1",
            ElementType.Int16 => "<i2",
            ElementType.UInt16 => "<u2",
            ElementType.Int32 => "<i4",
            ElementType.UInt32 => "<u4",
            ElementType.Int64 => "<i8",
            ElementType.UInt64 => "<u8",
            ElementType.Float16 => "<f2",
            ElementType.Float32 => "<f4",
            ElementType.Float64 => "<f8",
            _ => throw new InputException($"npy files cannot hold {array.Type}; widen it to Float32 first"),
        };
        return Format(descr, array.Shape);
    }

    /// <summary>The literal for one byte string of a given length, without dimensions.</summary>
    public static string FormatText(int length) => Format($"|S{length}", []);

    private static string Format(string descr, IReadOnlyList<long> shape)
    {
        string extents = string.Join(", ", shape);
        string comma = shape.Count == 1 ? "," : "";
        return $"{{'descr': '{descr}', 'fortran_order': False, 'shape': ({extents}{comma}), }}";
    }

    /// <summary>Reads the literal.</summary>
    /// <param name="text">The header, padding included.</param>
    /// <param name="name">The file, for messages.</param>
    /// <param name="offset">Where the header starts in the file, for messages.</param>
    public static NpyHeader Parse(string text, string name, int offset)
    {
        PythonLiteral literal = new(text, name, offset);
        ElementType? type = null;
        long characters = 0;
        bool? fortran = null;
        long[]? shape = null;
        literal.Expect('{');
        while (!literal.TryTake('}'))
        {
            string key = literal.String();
            literal.Expect(':');
            bool first = key switch
            {
                "descr" => Set(ref type, TypeOf(literal.String(), name, out characters)),
                "fortran_order" => Set(ref fortran, literal.Boolean()),
                "shape" => SetArray(ref shape, literal.Tuple()),
                _ => throw literal.Wrong($"key '{Printable.Text(key)}'", "descr, fortran_order and shape"),
            };
            if (!first)
                throw literal.Wrong($"key '{key}' twice", "each key once");
            if (literal.TryTake(','))
                continue;
            literal.Expect('}');
            break;
        }
        literal.ExpectEnd();
        long[] extents = shape ?? throw Missing("shape");
        bool columnsFirst = fortran ?? throw Missing("fortran_order");
        if (characters > 0 && columnsFirst && extents.Length > 1)
            throw new InputException($"{name}: byte strings in Fortran order; expected C order");
        return new NpyHeader(
            type ?? throw Missing("descr"), columnsFirst, characters > 0 ? [.. extents, characters] : extents);

        InputException Missing(string key) => new($"{name}: the npy header has no key '{key}'");
    }

    private static bool Set<T>(ref T? slot, T value) where T : struct
    {
        bool first = slot is null;
        slot = value;
        return first;
    }

    private static bool SetArray(ref long[]? slot, long[] value)
    {
        bool first = slot is null;
        slot = value;
        return first;
    }

    private static ElementType TypeOf(string descr, string name, out long characters)
    {
        bool text = descr.StartsWith("|S", StringComparison.Ordinal);
        if (text && int.TryParse(descr.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            && length > 0)
        {
            characters = length;
            return ElementType.UInt8;
        }
        characters = 0;
        return TypeOf(descr, name);
    }

    private static ElementType TypeOf(string descr, string name) => descr switch
    {
        "|b1" => ElementType.Boolean,
        "|u1" => ElementType.UInt8,
        "|i1" => ElementType.Int8,
        "<i2" => ElementType.Int16,
        "<u2" => ElementType.UInt16,
        "<i4" => ElementType.Int32,
        "<u4" => ElementType.UInt32,
        "<i8" => ElementType.Int64,
        "<u8" => ElementType.UInt64,
        "<f2" => ElementType.Float16,
        "<f4" => ElementType.Float32,
        "<f8" => ElementType.Float64,
        _ => throw new InputException(
            $"{name}: key 'descr': '{Printable.Text(descr)}';"
            + " expected a little-endian number or Boolean such as '<f4' or '|b1'"),
    };
}
