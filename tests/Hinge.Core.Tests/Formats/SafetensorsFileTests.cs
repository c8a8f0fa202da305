using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Hinge.Core.Formats;
using Hinge.Testing;

namespace Hinge.Core.Tests.Formats;

public class SafetensorsFileTests
{
    private static readonly Dictionary<string, NdArray> s_small = new()
    {
        ["b"] = NdArray.From<byte>([1, 2, 3], 3),
        ["net.weight"] = NdArray.From<float>([1, -2, 0.5f, 4], 2, 2),
        ["a"] = NdArray.From<float>([7]),
        ["none"] = NdArray.From<double>([], 0, 3),
    };

    [Fact]
    public void What_is_written_is_read_again_whatever_the_order() =>
        Gen.Select(Gen.Dictionary(Gen.String, GenArray.All)[0, 6], Gen.Dictionary(Gen.String, Gen.String)[0, 3])
            .Where((arrays, metadata) => arrays.Keys.Concat(metadata.Keys).Concat(metadata.Values).All(IsText))
            .Sample((arrays, metadata) =>
            {
                byte[] file = SafetensorsFile.ToBytes(arrays, metadata);
                Assert.Equal(file, SafetensorsFile.ToBytes(arrays.Reverse(), metadata.Reverse().ToDictionary()));
                SafetensorsFile read = SafetensorsFile.Read(file, "test");
                Assert.Equal(arrays.Count, read.Tensors.Count);
                foreach ((string name, NdArray array) in arrays)
                    GenArray.AssertSame(array, read.Tensors[name]);
                Assert.Equal(metadata.OrderBy(item => item.Key), read.Metadata.OrderBy(item => item.Key));
                Assert.Equal(file, SafetensorsFile.ToBytes(read.Tensors, read.Metadata));
            });

    [Fact]
    public void The_bytes_are_those_of_the_specification()
    {
        byte[] file = SafetensorsFile.ToBytes(s_small, new Dictionary<string, string> { ["k"] = "é\"" });
        string header = """
            {"__metadata__":{"k":"é\""},
            "none":{"dtype":"F64","shape":[0,3],"data_offsets":[0,0]},
            "a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},
            "net.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[4,20]},
            "b":{"dtype":"U8","shape":[3],"data_offsets":[20,23]}}
            """.ReplaceLineEndings("");
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        Assert.Equal(0, length % 8);
        Assert.Equal(header, Encoding.UTF8.GetString(file, 8, length).TrimEnd(' '));
        Assert.Equal([0, 0, 0xE0, 0x40, 0, 0, 0x80, 0x3F], file[(8 + length)..(16 + length)]);
        Assert.Equal([1, 2, 3], file[^3..]);
        Assert.Equal(["none", "a", "net.weight", "b"], SafetensorsFile.Read(file, "test").Tensors.Keys);
    }

    [Fact]
    public void Networks_of_other_writers_survive_in_their_order()
    {
        string path = SharedData.Path("scope/super-resolution/fsrcnn_small_x2.safetensors");
        SafetensorsFile file = SafetensorsFile.Read(path);
        Assert.Equal(["feature.weight", "feature.bias", "feature.slope", "shrink.weight"], file.Tensors.Keys.Take(4));
        Assert.Equal("Float32 [32, 1, 5, 5]", file.Tensors["feature.weight"].ToString());
        Assert.Equal("fsrcnn", file.Metadata["architecture"]);
        SafetensorsFile again = SafetensorsFile.Read(SafetensorsFile.ToBytes(file.Tensors, file.Metadata), "again");
        Assert.Equal(file.Metadata, again.Metadata);
        Assert.Equal(file.Tensors.Keys.Order(StringComparer.Ordinal), again.Tensors.Keys);
        Assert.All(file.Tensors, pair => GenArray.AssertSame(pair.Value, again.Tensors[pair.Key]));
    }

    [Fact]
    public void A_file_on_disk_equals_the_bytes()
    {
        using TemporaryFolder folder = new();
        SafetensorsFile.Write(folder.File("a.safetensors"), s_small);
        Assert.Equal(SafetensorsFile.ToBytes(s_small), File.ReadAllBytes(folder.File("a.safetensors")));
        Assert.Equal(4, SafetensorsFile.Read(folder.File("a.safetensors")).Tensors.Count);
    }

    [Fact]
    public void Names_that_cannot_be_are_refused()
    {
        NdArray array = s_small["b"];
        Assert.Throws<InputException>(() => SafetensorsFile.ToBytes([new("a", array), new("a", array)]));
        Assert.Throws<InputException>(() => SafetensorsFile.ToBytes([new("__metadata__", array)]));
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,5]}}""", "does not take the 5 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "data_offsets [0, 8] are not within")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0],"data_offsets":[4,0]}}""", "data_offsets [4, 0] are not within")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", "5 bytes of data; the header describes 2")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[2],"data_offsets":[3,5]}}""",
        "starts at 3 of the data; the arrays before it end at 0 (gap)")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[3],"data_offsets":[2,5]}}""",
        "'b': starts at 2 of the data; the arrays before it end at 3 (overlap)")]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[5],"data_offsets":[0,5]}}""", "dtype F8_E4M3 is not supported")]
    [InlineData("""{"a":{"dtype":5,"shape":[5],"data_offsets":[0,5]}}""", "'a': dtype Number is not supported")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-5],"data_offsets":[0,5]}}""", "shape[0] is not a whole number")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2.5],"data_offsets":[0,5]}}""", "shape[0] is not a whole number")]
    [InlineData("""{"a":{"dtype":"U8","shape":[9223372036854775807,2],"data_offsets":[0,5]}}""", "does not take the 5")]
    [InlineData("""{"a":{"dtype":"U8","shape":[5],"data_offsets":[0,5,6]}}""", "is not an array of at most 2")]
    [InlineData("""{"a":{"dtype":"U8","shape":[5],"data_offsets":[5]}}""", "expected dtype, shape and two")]
    [InlineData("""{"a":{"dtype":"U8","shape":[5],"data_offsets":[0,5],"x":1}}""", "unknown field 'x'")]
    [InlineData("""{"a":3}""", "'a': Number; expected an object")]
    [InlineData("""{"__metadata__":{"k":1}}""", "'k' is Number; expected a string")]
    [InlineData("""{"__metadata__":[]}""", "Array; expected an object of strings")]
    [InlineData("""{"a":{"dtype":"BOOL","shape":[5],"data_offsets":[0,5]}}""", "element 4 of a Boolean array is 9")]
    [InlineData("""{"a":{},"a":{}}""", "not valid JSON")]
    [InlineData("""{"a":""", "not valid JSON")]
    [InlineData("""{"a\ud800":{"dtype":"U8","shape":[5],"data_offsets":[0,5]}}""", "not valid")]
    [InlineData("[1]", "offset 8: the header does not start with '{'")]
    [InlineData("", "offset 8: the header does not start with '{'")]
    public void Bad_headers_are_told(string header, string message)
    {
        InputException error = Assert.Throws<InputException>(() => SafetensorsFile.Read(Raw(header), "x.safetensors"));
        Assert.StartsWith("x.safetensors: ", error.Message);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void A_header_longer_than_the_file_is_told()
    {
        byte[] file = Raw("{}");
        foreach (ulong length in new[] { 8UL, 1UL << 40, ulong.MaxValue })
        {
            BinaryPrimitives.WriteUInt64LittleEndian(file, length);
            Assert.Contains(
                $"offset 0: header of {length} bytes; the file leaves at most 7",
                Assert.Throws<InputException>(() => SafetensorsFile.Read(file, "test")).Message);
        }
        ReadOnlyMemory<byte> stub = file.AsMemory(0, 7);
        Assert.Contains("7 bytes;", Assert.Throws<InputException>(() => SafetensorsFile.Read(stub, "test")).Message);
    }

    [Fact]
    public void Half_precision_is_widened()
    {
        byte[] file = Raw(
            """
            {"h":{"dtype":"F16","shape":[1],"data_offsets":[0,2]},
            "b":{"dtype":"BF16","shape":[1],"data_offsets":[2,4]}}
            """,
            [0x00, 0x3C, 0x00, 0xC0]);
        IReadOnlyDictionary<string, NdArray> tensors = SafetensorsFile.Read(file, "test").Tensors;
        Assert.Equal([1f], tensors["h"].ToSingles());
        Assert.Equal([-2f], tensors["b"].ToSingles());
    }

    [Fact]
    public void Holds_under_damage() => ReaderFuzz.Hold(
        [SafetensorsFile.ToBytes(s_small, new Dictionary<string, string> { ["k"] = "v" })],
        bytes =>
        {
            foreach (NdArray array in SafetensorsFile.Read(bytes, "test").Tensors.Values)
                array.ToDoubles();
        });

    private static byte[] Raw(string header, byte[]? data = null)
    {
        byte[] length = new byte[8], text = Encoding.UTF8.GetBytes(header);
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        return [.. length, .. text, .. data ?? [0, 1, 0, 1, 9]];
    }

    private static bool IsText(string text)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text) >= 0 && text != "__metadata__";
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
