using Hinge.Core;

namespace Hinge.Scope.Networks;

/// <summary>The architectures by name: <c>hinge scope nets</c> lists them.</summary>
public static class Architectures
{
    private const string Enlarging = "super-resolution";
    private const string Denoising = "denoising";
    private const string Classifying = "classification";
    private const string Restyling = "image to image";

    /// <summary>All of them, by task.</summary>
    public static IReadOnlyList<Architecture> All { get; } =
        [.. SuperResolution(), .. EdgeSuperResolution(), .. Denoisers(), .. Classifiers(), .. ImageToImage()];

    /// <summary>The architecture of a name, upper or lower case.</summary>
    /// <exception cref="InputException">There is none; the message lists the names.</exception>
    public static Architecture Find(string name) =>
        All.FirstOrDefault(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new InputException(
            $"no architecture is called '{name}'; there are {string.Join(", ", All.Select(each => each.Name))}");

    private static IEnumerable<Architecture> SuperResolution() =>
    [
        new("fsrcnn", Enlarging, "Dong et al. 2016", NetworkInput.StudioLuma,
            o => new Fsrcnn(o.Scale ?? 2, o.Width ?? 56, layers: o.Depth ?? 4, tail: o.Tail), Fsrcnn.FromShapes),
        new("espcn", Enlarging, "Shi et al. 2016", NetworkInput.StudioLuma,
            o => new Espcn(o.Scale ?? 2, o.Width ?? 64), (w, _) => Espcn.FromShapes(w)),
        new("lapsrn", Enlarging, "Lai et al. 2017", NetworkInput.StudioLuma,
            o => new LapSrn(o.Scale ?? 2, o.Width ?? 64, o.Depth ?? 10), (w, _) => LapSrn.FromShapes(w)),
        new("vdsr", Enlarging + " (input enlarged already)", "Kim et al. 2016", NetworkInput.StudioLuma,
            o => new Vdsr(Math.Max(2, o.Depth ?? 20), o.Width ?? 64), (w, _) => Vdsr.FromShapes(w)),
        new("rdn", Enlarging, "Zhang et al. 2018", NetworkInput.Rgb255,
            o => new Rdn(o.Scale ?? 2, o.Width ?? 64, o.Depth ?? 2), (w, _) => Rdn.FromShapes(w)),
        new("rrdn", Enlarging, "Wang et al. 2018", NetworkInput.Rgb,
            o => new Rrdn(o.Scale ?? 2, o.Width ?? 64, o.Depth ?? 10, growth: Math.Max(1, (o.Width ?? 64) / 2)),
            (w, _) => Rrdn.FromShapes(w)),
        new("srresnet", Enlarging, "Ledig et al. 2017", NetworkInput.Rgb,
            o => new SrResNet(o.Scale ?? 4, o.Width ?? 64, o.Depth ?? 16), (w, _) => SrResNet.FromShapes(w)),
        new("edsr", Enlarging, "Lim et al. 2017", NetworkInput.Rgb255,
            o => new Edsr(o.Scale ?? 2, o.Width ?? 64, o.Depth ?? 16), (w, _) => Edsr.FromShapes(w)),
    ];

    private static IEnumerable<Architecture> EdgeSuperResolution() =>
    [
        Edge("edge-sr-max", EdgeSrForm.Maximum), Edge("edge-sr-tm", EdgeSrForm.TemplateMatching),
        Edge("edge-sr-tr", EdgeSrForm.Transformer), Edge("edge-sr-cnn", EdgeSrForm.Convolutional),
    ];

    private static IEnumerable<Architecture> Denoisers()
    {
        const string biasFree = "Mohan et al. 2020";
        return
        [
            DnCnn("dncnn", "Zhang et al. 2017", DnCnnForm.Biased),
            DnCnn("dncnn-bn", "Zhang et al. 2017", DnCnnForm.BatchNorm),
            DnCnn("bf-dncnn", biasFree, DnCnnForm.BiasFree),
            UNet("unet", biasFree, biased: true),
            UNet("bf-unet", biasFree, biased: false),
        ];
    }

    private static IEnumerable<Architecture> Classifiers() =>
    [
        CifarResNet(20), CifarResNet(32), CifarResNet(44), CifarResNet(56),
        new("resnet18", Classifying, "He et al. 2016", NetworkInput.ImageNet,
            o => new ResNet18(o.Width ?? 64, o.Classes ?? 1000), (w, _) => ResNet18.FromShapes(w)),
        new("vgg11", Classifying, "Simonyan and Zisserman 2015", NetworkInput.ImageNet with { Smallest = 32 },
            o => Vgg(o, normalised: false), (w, _) => Vgg11.FromShapes(w)),
        new("vgg11-bn", Classifying, "Simonyan and Zisserman 2015", NetworkInput.ImageNet with { Smallest = 32 },
            o => Vgg(o, normalised: true), (w, _) => Vgg11.FromShapes(w)),
        new("squeezenet", Classifying, "Iandola et al. 2016", NetworkInput.Caffe with { Smallest = 21 },
            o => new SqueezeNet(o.Classes ?? 1000, o.Width ?? 64), (w, _) => SqueezeNet.FromShapes(w)),
        new("densenet", Classifying, "Huang et al. 2017", NetworkInput.ImageNet with { Smallest = 4 },
            o => new DenseNet(o.Depth ?? 40, o.Width ?? 12, o.Classes ?? 10), (w, _) => DenseNet.FromShapes(w)),
    ];

    private static IEnumerable<Architecture> ImageToImage() =>
    [
        new("transform-net", Restyling, "Johnson et al. 2016", NetworkInput.Rgb255 with { Divisor = 4, Smallest = 8 },
            o => new TransformNet(o.Width ?? 32, o.Depth ?? 5), (w, _) => TransformNet.FromShapes(w)),
        new("cyclegan", Restyling, "Zhu et al. 2017",
            NetworkInput.Rgb with { Normalisation = InputNormalisation.MinusOneToOne, Divisor = 4, Smallest = 8 },
            o => new CycleGanGenerator(o.Width ?? 64, o.Depth ?? 9), (w, _) => CycleGanGenerator.FromShapes(w)),
    ];

    private static Architecture Edge(string name, EdgeSrForm form) => new(
        name, Enlarging, "Navarrete Michelini et al. 2022", NetworkInput.StudioLuma,
        o => new EdgeSr(form, o.Scale ?? 2, o.Width ?? 4), (w, o) => EdgeSr.FromShapes(form, w, o));

    private static Architecture DnCnn(string name, string paper, DnCnnForm form) => new(
        name, Denoising, paper, NetworkInput.Luma,
        o => new DnCnn(form, Math.Max(3, o.Depth ?? 20), o.Width ?? 64), (w, _) => Networks.DnCnn.FromShapes(w));

    private static Architecture UNet(string name, string paper, bool biased) => new(
        name, Denoising, paper, NetworkInput.Luma with { Divisor = 2 },
        o => new UNetDenoiser(biased, o.Width ?? 32), (w, _) => UNetDenoiser.FromShapes(w));

    private static Architecture CifarResNet(int depth) => new(
        $"resnet{depth}", Classifying, "He et al. 2016", NetworkInput.ImageNet,
        o => new CifarResNet(o.Depth ?? depth, o.Width ?? 16, o.Classes ?? 10),
        (w, _) => Networks.CifarResNet.FromShapes(w, depth));

    private static Vgg11 Vgg(ArchitectureOptions o, bool normalised)
    {
        int width = o.Width ?? 64;
        return new(normalised, width, 64L * width, o.Classes ?? 1000);
    }
}
