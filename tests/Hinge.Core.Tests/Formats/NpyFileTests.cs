using System.Text;
using CsCheck;
using Hinge.Core.Formats;
using Hinge.Testing;

namespace Hinge.Core.Tests.Formats;

public class NpyFileTests
{
    private static readonly Gen<NdArray> s_arrays =
        GenArray.Of([.. Enum.GetValues<ElementType>().Where(type => type != ElementType.BFloat16)]);

    [Fact]
    public void What_is_written_is_read_again() => s_arrays.Sample(array =>
    {
        byte[] file = Bytes(array);
        GenArray.AssertSame(array, Read(file));
        int data = file.Length - array.Bytes.Length;
        Assert.Equal(0, data % 64);
    });

    [Fact]
    public void Arrays_follow_each_other_in_one_stream_that_cannot_seek() => s_arrays.Array[1, 4].Sample(arrays =>
    {
        using ForwardStream stream = new([.. arrays.SelectMany(Bytes)]);
        foreach (NdArray array in arrays)
            GenArray.AssertSame(array, NpyFile.Read(stream, "stream"));
        Assert.Equal(-1, stream.ReadByte());
    }, iter: 20);

    [Fact]
    public void The_header_is_the_one_NumPy_writes()
    {
        byte[] file = Bytes(NdArray.From<short>([1, -2, 3], 3));
        string expected = "{'descr': '<i2', 'fortran_order': False, 'shape': (3,), }";
        Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, 0x76, 0], file[..10]);
        Assert.Equal(expected.PadRight(0x75) + "\n", Encoding.ASCII.GetString(file, 10, 0x76));
        Assert.Equal([1, 0, 0xFE, 0xFF, 3, 0], file[128..]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void All_versions_and_any_spacing_are_read(byte version)
    {
        byte[] file = Raw(version, "{ \"shape\":(2,1) ,'fortran_order' : False,\n'descr':'|u1'}", [7, 8]);
        GenArray.AssertSame(NdArray.From<byte>([7, 8], 2, 1), Read(file));
    }

    [Fact]
    public void Fortran_order_is_turned_around()
    {
        // The element of indices (i, j, k) is 100 i + 10 j + k; stored with i fastest.
        List<byte> columns = [], rows = [];
        for (int k = 0; k < 2; k++)
            for (int j = 0; j < 4; j++)
                for (int i = 0; i < 2; i++)
                    columns.AddRange(BitConverter.GetBytes((ushort)((100 * i) + (10 * j) + k)));
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 4; j++)
                for (int k = 0; k < 2; k++)
                    rows.AddRange(BitConverter.GetBytes((ushort)((100 * i) + (10 * j) + k)));
        byte[] file = Raw(1, "{'descr': '<u2', 'fortran_order': True, 'shape': (2, 4, 2), }", [.. columns]);
        GenArray.AssertSame(new NdArray(ElementType.UInt16, rows.ToArray(), 2, 4, 2), Read(file));
    }

    [Theory]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }", "'>f4'; expected a little-endian")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", "found '['; expected a string")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "'|O'; expected")]
    [InlineData("{'descr': '<f4', 'shape': (1,), }", "no key 'fortran_order'")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'shape': (1,), }", "found key 'descr' twice")]
    [InlineData("{'descr': '<f4', 'fortran_order': 1, 'shape': (1,), }", "found '1'; expected True or False")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1), }", "expected a tuple")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "found '-'; expected an extent")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", "expected an extent")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296,4294967296), }", "more than memory")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", "ends after 4 bytes; expected 12")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (), }x", "found 'x'; expected the end")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (0,), }", "bytes follow the data")]
    [InlineData("{'descr': '|b1', 'fortran_order': False, 'shape': (4,), }", "element 0 of a Boolean array is 9")]
    [InlineData("{'name': '<f4'}", "found key 'name'; expected descr, fortran_order and shape")]
    [InlineData("", "found the end; expected '{'")]
    public void Bad_headers_are_told(string header, string message)
    {
        InputException error = Assert.Throws<InputException>(() => Read(Raw(1, header, [9, 0, 0, 0])));
        Assert.StartsWith("test.npy: ", error.Message);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Other_files_are_refused()
    {
        Assert.Contains("not an npy file", Assert.Throws<InputException>(() => Read("PK..5678"u8.ToArray())).Message);
        Assert.Contains("ends after 0 bytes", Assert.Throws<InputException>(() => Read([])).Message);
        Assert.Contains("npy version 4.0", Assert.Throws<InputException>(() => Read(Raw(4, "{}", []))).Message);
        Assert.Contains("no such file", Assert.Throws<InputException>(() => NpyFile.Read("/missing/a.npy")).Message);
        string folder = Path.GetTempPath();
        Assert.Contains("it is a folder", Assert.Throws<InputException>(() => NpyFile.Read(folder)).Message);
        Assert.Throws<InputException>(
            () => NpyFile.Write(new MemoryStream(), new NdArray(ElementType.BFloat16, new byte[2], 1)));
    }

    [Fact]
    public void Holds_under_damage() => ReaderFuzz.Hold(
        [
            Bytes(NdArray.From<float>([1, 2, 3, 4, 5, 6], 3, 2)),
            Bytes(NdArray.From<bool>([true, false], 2)),
            Raw(3, "{'descr': '<i8', 'fortran_order': True, 'shape': (2, 2), }", new byte[32]),
        ],
        bytes => Read(bytes).ToDoubles());

    internal static byte[] Bytes(NdArray array)
    {
        using MemoryStream stream = new();
        NpyFile.Write(stream, array);
        return stream.ToArray();
    }

    private static NdArray Read(byte[] file) => NpyFile.ReadWhole(new MemoryStream(file), "test.npy");

    private static byte[] Raw(byte version, string header, byte[] data)
    {
        byte[] length = version == 1
            ? BitConverter.GetBytes((ushort)header.Length)
            : BitConverter.GetBytes((uint)header.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. Encoding.Latin1.GetBytes(header), .. data];
    }
}
