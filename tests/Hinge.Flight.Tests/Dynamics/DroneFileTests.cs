using System.Text;
using Hinge.Flight.Dynamics;
using Hinge.Testing;

namespace Hinge.Flight.Tests.Dynamics;

public class DroneFileTests
{
    public static TheoryData<string> Names => [.. Drone.BuiltIn.Select(drone => drone.Name)];

    // The hover row and the last row of the table of specification §2.2. For crazyflie-flow that table says 0.726139,
    // a command whose thrust carries 25.5 g; mass, thrust curve and thrust/weight of the same table give this one.
    [Theory]
    [InlineData("crazyflie", 0.027, 14475.81, 0.33405, 2.248)]
    [InlineData("crazyflie-flow", 0.0306, 0.806124, 0.612248, 1.467)]
    [InlineData("x500", 2.0, 0.554964, 0.10993, 3.247)]
    [InlineData("x500-sim", 2.0, 0.749141, 0.49828, 1.782)]
    public void Built_in_drones_hover_where_the_table_says(
        string name, double mass, double command, double action, double ratio)
    {
        Drone drone = Drone.Load(name);
        DroneFigures figures = DroneFigures.Of(drone);

        Assert.Equal(mass, drone.Mass);
        Assert.All(figures.Hover.Commands, value => Assert.Equal(1, value / command, 1e-5));
        Assert.All(figures.Hover.Actions, value => Assert.Equal(action, value, 1e-5));
        Assert.Equal(ratio, figures.ThrustToWeight, 1e-3);
        Assert.Empty(drone.Check());
    }

    [Fact]
    public void The_numbers_of_the_reference_are_those_of_the_table()
    {
        Drone drone = Drone.Crazyflie;
        Assert.Equal(new InertiaTensor(3.85e-6, 3.85e-6, 5.9675e-6), drone.Inertia);
        Assert.Equal([(1, -1), (-1, -1), (-1, 1), (1, 1)],
            drone.Rotors.Select(rotor => (Math.Sign(rotor.Position.X), Math.Sign(rotor.Position.Y))));
        Assert.Equal([-1, 1, -1, 1], drone.Rotors.Select(rotor => rotor.Spin));
        Assert.All(drone.Rotors, rotor => Assert.Equal(3.16e-10, rotor.Thrust.Z));
        Assert.Equal([(1, -1), (-1, 1), (1, 1), (-1, -1)],
            Drone.X500.Rotors.Select(rotor => (Math.Sign(rotor.Position.X), Math.Sign(rotor.Position.Y))));
        Assert.Equal([-1, -1, 1, 1], Drone.X500Sim.Rotors.Select(rotor => rotor.Spin));
        Assert.All(Drone.CrazyflieFlow.Rotors, rotor =>
            Assert.Equal((0.05545454545, 0.24939393939), (rotor.Rising, rotor.Falling)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_written_drone_reads_back_the_same(string name) => RoundTrip(Drone.Load(name));

    [Fact]
    public void Drawn_drones_read_back_the_same_and_hover_without_a_net_wrench()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            Drone drone = RandomDrones.Draw(seed, level: seed % 2 == 0);
            RoundTrip(drone);
            Vector3D force = drone.Mass * drone.Gravity, torque = default;
            HoverSolution hover = HoverSolution.Of(drone);
            for (int i = 0; i < Drone.RotorCount; i++)
            {
                force += hover.Thrusts[i] * drone.Rotors[i].Axis;
                torque += hover.Thrusts[i] * drone.Rotors[i].Lever;
                Assert.Equal(hover.Thrusts[i], drone.Rotors[i].ThrustAt(hover.Commands[i]), 1e-9 * drone.Weight);
            }
            Assert.InRange(force.Length, 0, 1e-9 * drone.Weight);
            Assert.InRange(torque.Length, 0, 1e-9 * drone.Weight * drone.Arm);
        }
    }

    [Theory]
    [InlineData("\"mass\": 0.027", "\"mass\": -0.027", "x.json: mass: -0.027 kg is not in [0.001, 100]")]
    [InlineData("\"mass\": 0.027", "\"mass\": NaN", "x.json: line 3: not JSON")]
    [InlineData("\"mass\": 0.027", "\"mass\": \"0.027\"", "x.json: line 3: mass: found a text, expected a number")]
    [InlineData("\"mass\": 0.027", "\"mass\": 1e999", "line 3: mass: the number is too large")]
    [InlineData("\"mass\": 0.027", "\"mas\": 0.027", "line 1: the file: lacks 'mass'; is 'mas' meant?")]
    [InlineData("\"mass\": 0.027,", "\"mass\": 1,\n\"mass\": 2,", "line 4: mass: given twice")]
    [InlineData("\"mass\": 0.027", "\"mass\": 0.27", "cannot hover: maximum thrust 0.5953 N, weight 2.649 N")]
    [InlineData("\"gravity\"", "\"grafity\"", "line 4: grafity: unknown name; did you mean 'gravity'?")]
    [InlineData("5.9675e-6]", "1e-3]", "inertia: no body has principal moments")]
    [InlineData("[3.85e-6, 3.85e-6, 5.9675e-6]", "[3.85, 3.85, 5.9675]", "is the inertia in kg m²?")]
    [InlineData("[3.85e-6, 3.85e-6, 5.9675e-6]", "[1e-6, -1e-6, 1e-6]", "inertia: not positive definite")]
    [InlineData("[3.85e-6, 3.85e-6, 5.9675e-6]", "[[1,2,3],[4,5,6],[7,8,9]]", "inertia: not symmetric")]
    [InlineData("\"rising\": 0.15", "\"rising\": 0.005", "rotors[0].rising: 0.005 s is not in [0.01, 2]")]
    [InlineData("3.16e-10]", "-3.16e-10]", "rotors[0].thrust: does not rise over the whole")]
    [InlineData("[0, 0, 3.16e-10]", "[0.2, -1e-6, 3.16e-10]", "rotors[0].thrust: does not rise")]
    [InlineData("\"spin\": 1 }", "\"spin\": -1 }", "all rotors have spin -1")]
    [InlineData("[-0.028, ", "[0.028, ", "cannot hover: pitch torque cannot be balanced")]
    [InlineData(
        "[0.028, 0.028, 0], \"spin\": 1", "[0.028, 0.028, 0], \"spni\": 1", "rotors[3]: lacks 'spin'; is 'spni'")]
    [InlineData("\"max\": 21702", "\"max\": 0", "command: max 0 is not above min 0")]
    [InlineData(",\n    { \"position\": [0.028, 0.028, 0], \"spin\": 1 }", "", "rotors: found 3 rotors, expected 4")]
    [InlineData("\"name\"", "/* a */ \"name\"", "not JSON")]
    public void Bad_files_are_refused_in_one_line(string part, string instead, string expected)
    {
        string text = Resource("crazyflie").Replace(part, instead, StringComparison.Ordinal);
        DroneFormatException refusal = Assert.Throws<DroneFormatException>(
            () => Drone.Parse(Encoding.UTF8.GetBytes(text), "x.json"));

        Assert.StartsWith("x.json: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void A_missing_file_and_a_large_one_are_refused()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("large.json"), new byte[100_000]);

        Assert.Contains("did you mean 'crazyflie'?", Assert.Throws<DroneFormatException>(
            () => Drone.Load("crazyfly")).Message, StringComparison.Ordinal);
        Assert.Contains("at most 65,536 are read", Assert.Throws<DroneFormatException>(
            () => Drone.Load(folder.File("large.json"))).Message, StringComparison.Ordinal);
        Assert.Throws<DroneFormatException>(() => Drone.Load(folder.Path));
    }

    [Fact]
    public void A_weak_drone_is_allowed_with_a_warning()
    {
        string text = Resource("crazyflie").Replace("0.027,", "0.045,", StringComparison.Ordinal);
        Drone drone = Drone.Parse(Encoding.UTF8.GetBytes(text), "x.json");
        Assert.StartsWith("thrust/weight is 1.349", Assert.Single(drone.Check()), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_files_are_refused_or_hover() =>
        ReaderFuzz.Hold(
            [.. Drone.BuiltIn.Select(drone => Encoding.UTF8.GetBytes(drone.ToJson())),
                Encoding.UTF8.GetBytes(RandomDrones.Draw(3, level: false).ToJson())],
            bytes => Assert.All(
                HoverSolution.Of(Drone.Parse(bytes, "damaged.json")).Actions, action => Assert.InRange(action, -1, 1)),
            count: 4000);

    private static string Resource(string name)
    {
        using StreamReader reader = new(typeof(Drone).Assembly.GetManifestResourceStream($"drones/{name}.json")!);
        return reader.ReadToEnd();
    }

    private static void RoundTrip(Drone drone)
    {
        Drone back = Drone.Parse(Encoding.UTF8.GetBytes(drone.ToJson()), "back.json");
        Assert.Equal(drone with { Rotors = back.Rotors }, back);
        Assert.Equal(drone.Rotors, back.Rotors);
    }
}
