using Hinge.Samples;
using Hinge.Scope.Certificates;
using Hinge.Scope.Networks;
using Hinge.Scope.Tests.Networks;
using Hinge.Scope.Windows;
using Hinge.Torch.Tensors;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Windows;

/// <summary>
/// Windows of published networks against whole replays: strided and transposed layers, dilation, skips, crops, and
/// statistics of the whole picture that windows are told.
/// </summary>
[NoLeak]
public class HandedWindowTests
{
    public static TheoryData<string, int, int, ScalarType> Cases()
    {
        TheoryData<string, int, int, ScalarType> data = [];
        foreach (ScalarType type in (ScalarType[])[ScalarType.Float32, ScalarType.Float64])
        {
            data.Add("la_muse", 132, 124, type);
            data.Add("unet_bias", 62, 58, type);
            data.Add("unet_bias_free", 60, 64, type);
            data.Add("lapsrn_x2", 41, 36, type);
            data.Add("tiny-style", 96, 80, type);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rows_are_those_of_the_whole_picture(string name, int height, int width, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        bool embedded = name == "tiny-style";
        using nn.Module<Tensor, Tensor> network =
            embedded ? EmbeddedNetworks.Find(name).Load().to(type) : HandedNetwork.Load(name, type);
        Tensor x = embedded
            ? DrawnPictures.Grey(3, width, height).ToTensor().to(type)
            : HandedNetwork.Architecture(name).Input.From(DrawnPictures.Rgb(3, width, height), type);
        using LinearScope hooked = LinearScope.Attach(network);
        using Interpreter at = hooked.Freeze(x);
        using WholeSampleStatistics statistics = hooked.RecordStatistics(x);
        (long c, long h, long w) = (at.Output.shape[1] - 1, at.Output.shape[2], at.Output.shape[3]);
        OutputIndex[] outputs =
            [new(0, 0, 0), new(c, h - 1, w - 1), new(0, 3, w - 6), new(c, h / 2, w / 2), new(0, h / 3, w / 2 + 1)];
        double bound = type == ScalarType.Float64 ? 1e-12 : 2e-6, worst = 0;
        long smallest = height * width;
        foreach (OutputIndex output in outputs)
        {
            // Taken even where the window is most of the picture and a whole replay would be cheaper.
            ReceptiveField field = ReceptiveField.Of(hooked.FootprintAt(x), output, height, width);
            smallest = Math.Min(smallest, field.WindowY.Length * field.WindowX.Length);
            using WindowedRow row = hooked.RowIn(x, output, field.WindowY, field.WindowX, statistics.Records);
            Tensor expected = at.Row(output.Channel, output.Y, output.X);
            double value = at.Output[0, output.Channel, output.Y, output.X].ToDouble();
            double error = RelativeError.Between(row.ToPicture(height, width), expected);
            worst = Math.Max(worst, error);
            Assert.True(error <= bound, $"{output}: row {error:0.0e0}");
            double scale = Math.Abs(row.Linear) + Math.Abs(row.Residual);
            Assert.True(Math.Abs(value - row.Value) <= bound * scale, $"{output}: y {value} {row.Value}");
            Assert.True(Math.Abs(value - row.Linear - row.Residual) <= 5 * bound * scale, $"{output}: Fx + r");
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{name} {type}: {worst:0.0e0}, {hooked.FootprintAt(x)}, smallest window {smallest} of {height * width}");
        Assert.True(smallest < 0.9 * height * width);
    }
}
