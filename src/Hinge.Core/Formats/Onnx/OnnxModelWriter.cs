namespace Hinge.Core.Formats.Onnx;

/// <summary>Messages of ONNX files, fields in the order of their numbers.</summary>
internal static class OnnxModelWriter
{
    /// <summary>ModelProto.</summary>
    public static ProtobufWriter Write(OnnxModel model)
    {
        ProtobufWriter writer = new();
        writer.Int64(1, model.IrVersion);
        if (model.Producer.Length > 0)
            writer.Text(2, model.Producer);
        if (model.ProducerVersion.Length > 0)
            writer.Text(3, model.ProducerVersion);
        writer.Message(7, Graph(model.Graph));
        foreach ((string domain, long version) in model.Opsets)
            writer.Message(8, new ProtobufWriter().Text(1, domain).Int64(2, version));
        foreach ((string key, string value) in model.Metadata)
            writer.Message(14, new ProtobufWriter().Text(1, key).Text(2, value));
        return writer;
    }

    private static ProtobufWriter Graph(OnnxGraph graph)
    {
        ProtobufWriter writer = new();
        foreach (OnnxNode node in graph.Nodes)
            writer.Message(1, Node(node));
        writer.Text(2, graph.Name);
        foreach ((string name, NdArray array) in graph.Initialisers)
            writer.Message(5, OnnxTensor.Write(name, array));
        foreach (OnnxValue input in graph.Inputs)
            writer.Message(11, Value(input));
        foreach (OnnxValue output in graph.Outputs)
            writer.Message(12, Value(output));
        return writer;
    }

    private static ProtobufWriter Node(OnnxNode node)
    {
        ProtobufWriter writer = new();
        foreach (string input in node.Inputs)
            writer.Text(1, input);
        foreach (string output in node.Outputs)
            writer.Text(2, output);
        if (node.Name.Length > 0)
            writer.Text(3, node.Name);
        writer.Text(4, node.Op);
        foreach ((string name, OnnxAttribute attribute) in node.Attributes)
            writer.Message(5, Attribute(name, attribute));
        if (node.Domain.Length > 0)
            writer.Text(7, node.Domain);
        return writer;
    }

    private static ProtobufWriter Attribute(string name, OnnxAttribute attribute)
    {
        ProtobufWriter writer = new ProtobufWriter().Text(1, name);
        switch (attribute.Kind)
        {
            case OnnxAttributeKind.Float: writer.Single(2, attribute.Floats[0]); break;
            case OnnxAttributeKind.Int: writer.Int64(3, attribute.Ints[0]); break;
            case OnnxAttributeKind.Text: writer.Text(4, attribute.Text); break;
            case OnnxAttributeKind.Tensor: writer.Message(5, OnnxTensor.Write("", attribute.Tensor!)); break;
            case OnnxAttributeKind.Floats:
                foreach (float value in attribute.Floats)
                    writer.Single(7, value);
                break;
            case OnnxAttributeKind.Ints:
                foreach (long value in attribute.Ints)
                    writer.Int64(8, value);
                break;
            default: throw new InputException($"attribute {Printable.Text(name)} is {attribute}; it cannot be written");
        }
        return writer.Int64(20, (long)attribute.Kind);
    }

    private static ProtobufWriter Value(OnnxValue value)
    {
        ProtobufWriter tensor = new();
        if (value.Type is { } type)
            tensor.Int64(1, OnnxElementTypes.ToNumber(type));
        if (value.Shape is { } shape)
        {
            ProtobufWriter dimensions = new();
            foreach (OnnxDimension dimension in shape)
            {
                ProtobufWriter one = new();
                if (dimension.Extent is { } extent)
                    one.Int64(1, extent);
                else if (dimension.Name is { } name)
                    one.Text(2, name);
                dimensions.Message(1, one);
            }
            tensor.Message(2, dimensions);
        }
        return new ProtobufWriter().Text(1, value.Name).Message(2, new ProtobufWriter().Message(1, tensor));
    }
}
