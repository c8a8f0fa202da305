using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hinge.Flight.Dynamics;

/// <summary>Writes drone files; numbers as short as they can be and still read back to the same bits.</summary>
internal static class DroneFileWriter
{
    /// <summary>The text, with what all rotors share written once.</summary>
    public static string Write(Drone drone)
    {
        InertiaTensor j = drone.Inertia;
        string inertia = j.IsDiagonal
            ? List(j.Xx, j.Yy, j.Zz)
            : $"[{List(j.Xx, j.Xy, j.Xz)}, {List(j.Xy, j.Yy, j.Yz)}, {List(j.Xz, j.Yz, j.Zz)}]";
        List<string> rotors = [.. drone.Rotors.Select(
            rotor => string.Join(", ", Fields(rotor).Where(field => !Shared(drone, field))))];
        string shared = string.Join(", ", Fields(drone.Rotors[0]).Where(field => Shared(drone, field)));
        StringBuilder text = new();
        text.Append("{\n");
        text.Append(CultureInfo.InvariantCulture, $"  \"name\": {Text(drone.Name)},\n");
        text.Append(CultureInfo.InvariantCulture, $"  \"mass\": {Number(drone.Mass)},\n");
        text.Append(CultureInfo.InvariantCulture, $"  \"gravity\": {List(drone.Gravity)},\n");
        text.Append(CultureInfo.InvariantCulture, $"  \"inertia\": {inertia},\n");
        text.Append(CultureInfo.InvariantCulture, $"  \"command\": {{ {Command(drone.Command)} }},\n");
        if (shared.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"  \"rotorDefaults\": {{ {shared} }},\n");
        text.Append("  \"rotors\": [\n    ");
        text.AppendJoin(",\n    ", rotors.Select(rotor => $"{{ {rotor} }}"));
        return text.Append("\n  ]\n}\n").ToString();
    }

    private static string Command(CommandRange range) =>
        $"\"min\": {Number(range.Min)}, \"max\": {Number(range.Max)}"
        + (range.Unit.Length > 0 ? $", \"unit\": {Text(range.Unit)}" : "");

    private static string[] Fields(Rotor rotor) =>
    [
        $"\"position\": {List(rotor.Position)}",
        $"\"spin\": {rotor.Spin.ToString(CultureInfo.InvariantCulture)}",
        $"\"axis\": {List(rotor.Axis)}",
        $"\"thrust\": {List(rotor.Thrust)}",
        $"\"torque\": {Number(rotor.Torque)}",
        $"\"rising\": {Number(rotor.Rising)}",
        $"\"falling\": {Number(rotor.Falling)}",
    ];

    private static bool Shared(Drone drone, string field) => drone.Rotors.All(rotor => Fields(rotor).Contains(field));

    private static string List(Vector3D v) => List(v.X, v.Y, v.Z);

    private static string List(params ReadOnlySpan<double> values)
    {
        List<string> texts = [];
        foreach (double value in values)
            texts.Add(Number(value));
        return $"[{string.Join(", ", texts)}]";
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(string value) => $"\"{JsonEncodedText.Encode(value)}\"";
}
