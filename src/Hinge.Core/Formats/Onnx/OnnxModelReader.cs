namespace Hinge.Core.Formats.Onnx;

/// <summary>Messages of ONNX files; the numbers are those of onnx.proto3.</summary>
internal static class OnnxModelReader
{
    /// <summary>ModelProto.</summary>
    public static OnnxModel Read(ProtobufReader reader, string name)
    {
        OnnxGraph? graph = null;
        Dictionary<string, long> opsets = new(StringComparer.Ordinal);
        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        (long version, string producer, string producerVersion) = (0, "", "");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: version = reader.Int64(); break;
                case 2: producer = reader.Text(); break;
                case 3: producerVersion = reader.Text(); break;
                case 7 when graph is not null: throw reader.Wrong("a second graph");
                case 7: graph = Graph(reader.Message()); break;
                case 8:
                    (string domain, long opset) = Opset(reader.Message());
                    if (!opsets.TryAdd(domain, opset))
                        throw reader.Wrong($"operator set '{Printable.Text(domain)}' is imported twice");
                    break;
                case 14:
                    (string key, string value) = Pair(reader.Message());
                    metadata[key] = value;
                    break;
                default: reader.Skip(); break;
            }
        }
        return new OnnxModel(graph ?? throw new InputException($"{name}: holds no graph, so is no ONNX model"), opsets)
        {
            IrVersion = version,
            Producer = producer,
            ProducerVersion = producerVersion,
            Metadata = metadata,
        };
    }

    private static OnnxGraph Graph(ProtobufReader reader)
    {
        string name = "";
        List<OnnxNode> nodes = [];
        List<OnnxValue> inputs = [], outputs = [];
        OrderedDictionary<string, NdArray> initialisers = new(StringComparer.Ordinal);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: nodes.Add(Node(reader.Message())); break;
                case 2: name = reader.Text(); break;
                case 5:
                    (string tensor, NdArray array) = OnnxTensor.Read(reader.Message(), "initialiser");
                    if (!initialisers.TryAdd(tensor, array))
                        throw reader.Wrong($"two initialisers are called '{Printable.Text(tensor)}'");
                    break;
                case 11: inputs.Add(Value(reader.Message())); break;
                case 12: outputs.Add(Value(reader.Message())); break;
                case 15: throw reader.Wrong("a sparse initialiser; expected dense ones");
                default: reader.Skip(); break;
            }
        }
        return new OnnxGraph(name, nodes, inputs, outputs, initialisers);
    }

    private static OnnxNode Node(ProtobufReader reader)
    {
        List<string> inputs = [], outputs = [];
        OrderedDictionary<string, OnnxAttribute> attributes = new(StringComparer.Ordinal);
        (string name, string op, string domain) = ("", "", "");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: inputs.Add(reader.Text()); break;
                case 2: outputs.Add(reader.Text()); break;
                case 3: name = reader.Text(); break;
                case 4: op = reader.Text(); break;
                case 5:
                    (string key, OnnxAttribute value) = Attribute(reader.Message());
                    if (!attributes.TryAdd(key, value))
                        throw reader.Wrong($"two attributes are called '{Printable.Text(key)}'");
                    break;
                case 7: domain = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }
        return new OnnxNode(op, inputs, outputs) { Name = name, Domain = domain, Attributes = attributes };
    }

    private static (string Name, OnnxAttribute Value) Attribute(ProtobufReader reader)
    {
        (string name, string text, NdArray? tensor) = ("", "", null);
        (float number, long whole, long kind) = (0f, 0L, 0L);
        List<float> floats = [];
        List<long> ints = [];
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: name = reader.Text(); break;
                case 2: number = reader.Single(); break;
                case 3: whole = reader.Int64(); break;
                case 4: text = reader.Text(); break;
                case 5: tensor = OnnxTensor.Read(reader.Message(), "attribute").Array; break;
                case 7: reader.AddSingles(floats); break;
                case 8: reader.AddInt64s(ints); break;
                case 20: kind = reader.Int64(); break;
                default: reader.Skip(); break;
            }
        }
        return (name, (OnnxAttributeKind)kind switch
        {
            OnnxAttributeKind.Float => number,
            OnnxAttributeKind.Int => whole,
            OnnxAttributeKind.Text => text,
            OnnxAttributeKind.Tensor => tensor ?? throw reader.Wrong($"attribute {Printable.Text(name)} has no tensor"),
            OnnxAttributeKind.Floats => floats.ToArray(),
            OnnxAttributeKind.Ints => ints.ToArray(),
            _ => OnnxAttribute.Other,
        });
    }

    private static OnnxValue Value(ProtobufReader reader)
    {
        string name = "";
        (ElementType? type, List<OnnxDimension>? shape) = (null, null);
        while (reader.Next())
        {
            if (reader.Field == 1)
                name = reader.Text();
            else if (reader.Field == 2)
                (type, shape) = Type(reader.Message());
            else
                reader.Skip();
        }
        return new OnnxValue(name, type, shape);
    }

    // TypeProto with a TypeProto.Tensor; sequences and the like have other fields.
    private static (ElementType? Type, List<OnnxDimension>? Shape) Type(ProtobufReader reader)
    {
        (ElementType? type, List<OnnxDimension>? shape) = (null, null);
        while (reader.Next())
        {
            if (reader.Field != 1)
            {
                reader.Skip();
                continue;
            }
            ProtobufReader tensor = reader.Message();
            while (tensor.Next())
            {
                if (tensor.Field == 1)
                    type = OnnxElementTypes.Of(tensor.Int64());
                else if (tensor.Field == 2)
                    shape = Shape(tensor.Message());
                else
                    tensor.Skip();
            }
        }
        return (type, shape);
    }

    private static List<OnnxDimension> Shape(ProtobufReader reader)
    {
        List<OnnxDimension> shape = [];
        while (reader.Next())
        {
            if (reader.Field != 1)
            {
                reader.Skip();
                continue;
            }
            ProtobufReader dimension = reader.Message();
            (long? extent, string? name) = (null, null);
            while (dimension.Next())
            {
                if (dimension.Field == 1)
                    extent = dimension.Int64();
                else if (dimension.Field == 2)
                    name = dimension.Text();
                else
                    dimension.Skip();
            }
            shape.Add(new OnnxDimension(extent, name));
        }
        return shape;
    }

    private static (string Domain, long Version) Opset(ProtobufReader reader)
    {
        (string domain, long version) = ("", 0);
        while (reader.Next())
        {
            if (reader.Field == 1)
                domain = reader.Text();
            else if (reader.Field == 2)
                version = reader.Int64();
            else
                reader.Skip();
        }
        return (domain == "ai.onnx" ? "" : domain, version);
    }

    private static (string Key, string Value) Pair(ProtobufReader reader)
    {
        (string key, string value) = ("", "");
        while (reader.Next())
        {
            if (reader.Field == 1)
                key = reader.Text();
            else if (reader.Field == 2)
                value = reader.Text();
            else
                reader.Skip();
        }
        return (key, value);
    }
}
