using Hinge.Core;
using Hinge.Flight.Files;

namespace Hinge.Flight.Dynamics;

/// <summary>Reads drone files (specification §2.3).</summary>
internal static class DroneFile
{
    /// <summary>The names of the embedded files, in the order of the listing.</summary>
    internal static List<string> BuiltInNames { get; } = ["crazyflie", "crazyflie-flow", "x500", "x500-sim"];

    /// <summary>A file on disk.</summary>
    public static Drone Read(string path) => Parse(SettingsFile.Bytes(path, () => Hint(path), Fault), path);

    /// <summary>The text of a file.</summary>
    public static Drone Parse(ReadOnlySpan<byte> utf8, string source) =>
        SettingsFile.Parse(utf8, source, ReadDrone, Fault);

    /// <summary>An embedded file.</summary>
    public static Drone ReadBuiltIn(string name)
    {
        using Stream stream = typeof(DroneFile).Assembly.GetManifestResourceStream($"drones/{name}.json")!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Parse(bytes, name);
    }

    private static DroneFormatException Fault(string message, Exception cause) => new(message, cause);

    private static string Hint(string path) => Suggestion.For(path, BuiltInNames) is { } meant
        ? $"did you mean '{meant}'?"
        : $"expected a drone file or one of {string.Join(", ", BuiltInNames)}";

    private static Drone ReadDrone(JsonItem root)
    {
        Drone drone = new()
        {
            Name = root.Field("name").Text(),
            Mass = root.Field("mass").Number(),
            Gravity = Vector(root.Optional("gravity")) ?? new(0, 0, -9.81),
            Inertia = Inertia(root.Field("inertia")),
            Command = Command(root.Field("command")),
            Rotors = Rotors(root.Field("rotors"), root.Optional("rotorDefaults")),
        };
        root.Close();
        drone.Check();
        return drone;
    }

    private static InertiaTensor Inertia(JsonItem item)
    {
        if (item.Items is [{ IsNumber: true }, ..])
        {
            double[] diagonal = item.Numbers(3);
            return new(diagonal[0], diagonal[1], diagonal[2]);
        }
        if (item.Items.Count != 3)
            throw item.Fault($"found {item.Items.Count} rows, expected three rows of three, or three numbers");
        double[][] rows = [.. item.Items.Select(row => row.Numbers(3))];
        double scale = rows.Max(row => row.Max(Math.Abs));
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (Math.Abs(rows[i][j] - rows[j][i]) > 1e-6 * scale)
                    throw item.Fault($"not symmetric: [{i}][{j}] is {rows[i][j]}, [{j}][{i}] is {rows[j][i]}");
            }
        }
        return new(
            rows[0][0], rows[1][1], rows[2][2],
            Mean(rows[0][1], rows[1][0]), Mean(rows[0][2], rows[2][0]), Mean(rows[1][2], rows[2][1]));
    }

    private static double Mean(double a, double b) => a == b ? a : (0.5 * a) + (0.5 * b);

    private static CommandRange Command(JsonItem item)
    {
        CommandRange range = new(
            item.Field("min").Number(), item.Field("max").Number(), item.Optional("unit")?.Text() ?? "");
        item.Close();
        return range;
    }

    private static Rotor[] Rotors(JsonItem list, JsonItem? defaults)
    {
        if (list.Items.Count != Drone.RotorCount)
            throw list.Fault($"found {list.Items.Count} rotors, expected {Drone.RotorCount}");
        Rotor[] rotors = [.. list.Items.Select(item => ReadRotor(item, defaults))];
        defaults?.Close();
        return rotors;
    }

    private static Rotor ReadRotor(JsonItem item, JsonItem? defaults)
    {
        // Both are asked, so that each knows its own names; a rotor without the field complains of the rotor.
        JsonItem Value(string name)
        {
            JsonItem? common = defaults?.Optional(name);
            return item.Optional(name) ?? common ?? item.Field(name);
        }
        JsonItem? Choice(string name)
        {
            JsonItem? common = defaults?.Optional(name);
            return item.Optional(name) ?? common;
        }
        Rotor rotor = new()
        {
            Position = Vector(Value("position"))!.Value,
            Axis = Vector(Choice("axis")) ?? new(0, 0, 1),
            Spin = Value("spin").Whole(),
            Thrust = Vector(Value("thrust"))!.Value,
            Torque = Value("torque").Number(),
            Rising = Value("rising").Number(),
            Falling = Value("falling").Number(),
        };
        item.Close();
        return rotor;
    }

    private static Vector3D? Vector(JsonItem? item) =>
        item?.Numbers(3) is { } values ? new(values[0], values[1], values[2]) : null;
}
