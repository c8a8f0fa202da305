using System.Text;
using Hinge.Core;
using Hinge.Scattering.Networks;
using Hinge.Testing;

namespace Hinge.Scattering.Tests.Networks;

public class NetworkFileTests
{
    private const string Sound = """
        {
          "size": "16x16",
          "modules": [
            { "frame": "wavelets:J=2,L=2", "nonlinearity": "relu", "pooling": "sub:2" },
            { "frame": "haar:J=1" }
          ],
          "output": "haar:J=1",
          "paths": "scale",
          "input": "complex",
          "repair": "scale"
        }
        """;

    [Fact]
    public void A_file_is_the_network()
    {
        Network network = NetworkFile.Build(Read(Sound));
        Assert.Equal((2, new GridSize(16, 16), InputKind.Complex),
            (network.Depth, network.Size, network.Options.Input));
        Assert.Equal((Repair.Scale, PathRule.Scale), (network.RepairedBy, network.Options.Paths));
        Assert.Equal("relu", network.Modules[0].NonLinearity.Name);
        using TemporaryFolder folder = new();
        NetworkFile.Write(folder.File("net.json"), Read(Sound));
        Assert.Equal(
            network.Certify().ToJson(),
                NetworkFile.Build(NetworkFile.Read(folder.File("net.json"))).Certify().ToJson());
    }

    [Theory]
    [InlineData("{\n  \"sise\": \"8x8\"\n}", "net.json: line 2, column 3: unknown key 'sise'; did you mean 'size'?")]
    [InlineData("{\"modules\": [{\"frame\": \"haar\",\n \"poling\": \"none\"}]}",
        "net.json: line 2, column 2: unknown key 'poling'; did you mean 'pooling'?")]
    [InlineData("{\"size\": \"8\", \"size\": \"9\"}", "net.json: line 1, column 15: key 'size' is given twice")]
    [InlineData("{\"size\": 8}", "net.json: line 1, column 11: not the JSON of a network")]
    [InlineData("[]", "net.json: line 1, column 2: not the JSON of a network")]
    [InlineData("null", "net.json: found null, expected an object")]
    public void Bad_files_are_told_with_their_place(string text, string message) =>
        Assert.Equal(message, Assert.Throws<NetworkException>(() => Read(text)).Message);

    [Theory]
    [InlineData("{\"size\": \"8x8\"}", "found neither 'preset' nor 'modules'; expected one of them")]
    [InlineData("{\"preset\": \"companion:haar\"}", "the network has no size; expected one such as 28x28")]
    [InlineData("{\"size\": \"8x\", \"output\": \"haar:J=1\"}", "size '8x': expected a size such as 1024 or 28x28")]
    [InlineData("{\"size\": \"8x8\", \"modules\": [{}]}", "modules[0]: lacks 'frame'")]
    [InlineData("{\"size\": \"8x8\", \"output\": \"haar:J=1\", \"repair\": \"scal\"}",
        "repair 'scal': did you mean 'scale'?")]
    public void Impossible_networks_are_told(string text, string message) =>
        Assert.Equal(message, Assert.ThrowsAny<InputException>(() => NetworkFile.Build(Read(text))).Message);

    [Fact]
    public void Damaged_files_are_refused_or_read() => ReaderFuzz.Hold(
        [Encoding.UTF8.GetBytes(Sound),
            Encoding.UTF8.GetBytes("{\"size\": \"28x28\", \"preset\": \"companion:haar\"}")],
        bytes => NetworkFile.Read(bytes, "net.json"), count: 3000);

    private static NetworkSettings Read(string text) => NetworkFile.Read(Encoding.UTF8.GetBytes(text), "net.json");
}
