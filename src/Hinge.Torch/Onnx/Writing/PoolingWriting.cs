using Hinge.Core.Formats.Onnx;
using Hinge.Torch.Graphs;

namespace Hinge.Torch.Onnx.Writing;

/// <summary>Pools and resizing.</summary>
internal static class PoolingWriting
{
    public static void Maximum(NodeWriter node) => Pool(node, "MaxPool");

    public static void Average(NodeWriter node) =>
        Pool(node, "AveragePool", ("count_include_pad", node.Settings.Flag("count-padding") ? 1L : null));

    public static void Resize(NodeWriter node)
    {
        string mode = node.Settings.Word("mode", "nearest", "bilinear", "bicubic");
        bool corners = node.Settings.Flag("align-corners") && mode != "nearest";
        List<(string, OnnxAttribute?)> attributes = mode switch
        {
            "nearest" => [("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"),
                ("nearest_mode", "floor")],
            "bilinear" => [("mode", "linear"), ("coordinate_transformation_mode", Positions(corners))],
            _ => [("mode", "cubic"), ("coordinate_transformation_mode", Positions(corners)), ("cubic_coeff_a", -0.75f)],
        };
        if (node.Settings.HasAttribute("size"))
        {
            string size = node.Whole("size", node.Settings.Integers("size", 2, 1));
            node.Emit("Resize", [node.Input, "", "", size], [.. attributes, ("axes", new long[] { 2, 3 })]);
            return;
        }
        double[] scale = node.Settings.Numbers("scale", 2);
        node.Emit("Resize", [node.Input, "", node.Singles("scale", 1, 1, scale[0], scale[1])], [.. attributes]);
    }

    private static void Pool(NodeWriter node, string op, params (string, OnnxAttribute?)[] more)
    {
        long[] kernel = node.Settings.Integers("kernel", 2, 1);
        WindowSettings window = new(node.Settings, kernel, kernel);
        node.Emit(
            op, [node.Input],
            [.. WindowWriting.Attributes(window), ("ceil_mode", node.Settings.Flag("ceil") ? 1L : null), .. more]);
    }

    private static string Positions(bool corners) => corners ? "align_corners" : "half_pixel";
}
