using System.Globalization;
using System.Text;
using Hinge.Core;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Tracking;
using Hinge.Testing;

namespace Hinge.Flight.Tests.Tracking;

public class SampledReferenceTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rows_of_a_curve_give_the_curve_back(bool velocities)
    {
        FigureEight eight = new();
        StringBuilder text = new(velocities ? "t,x,y,z,vx,vy,vz\r\n" : "");
        for (int i = 0; i <= 1000; i++)
        {
            double time = i / 100.0;
            (Vector3D p, Vector3D v) = (eight.PositionAt(time), eight.VelocityAt(time));
            // Time counts from the first row, whatever the clock said.
            text.Append(CultureInfo.InvariantCulture, $"{time + 100},{p.X},{p.Y},{p.Z}");
            text.Append(CultureInfo.InvariantCulture, $"{(velocities ? $",{v.X:R},{v.Y:R},{v.Z:R}" : "")}\n");
        }
        SampledReference read = Parse(text.ToString());
        Assert.Equal((1001, 10.0), (read.Count, Math.Round(read.Duration, 9)));
        for (double time = 0; time < 9.99; time += 0.0037)
        {
            Assert.InRange((read.PositionAt(time) - eight.PositionAt(time)).Length, 0, velocities ? 1e-6 : 2e-5);
            Assert.InRange((read.VelocityAt(time) - eight.VelocityAt(time)).Length, 0, velocities ? 1e-3 : 2e-2);
            if (time is > 0.11 and < 9.89 && Math.Abs(time - 2) > 0.11)
                Assert.InRange(
                    (read.AccelerationAt(time)!.Value - eight.AccelerationAt(time)!.Value).Length, 0, 0.05);
        }
        Assert.Equal(read.PositionAt(read.Duration), read.PositionAt(1000));
        Assert.Equal(default, read.VelocityAt(1000));
    }

    [Fact]
    public void Velocity_is_the_derivative_of_position_between_uneven_rows()
    {
        SampledReference read = Parse("0,0,0,0\n0.5,1,0,0\n0.6,1,2,0\n2,0,1,1\n");
        for (double time = 0.01; time < 1.99; time += 0.037)
        {
            const double h = 1e-6;
            Vector3D slope = 1 / (2 * h) * (read.PositionAt(time + h) - read.PositionAt(time - h));
            Assert.InRange((read.VelocityAt(time) - slope).Length, 0, 1e-4);
        }
        Assert.Equal(new Vector3D(1, 2, 0), read.PositionAt(0.6));
        // Central differences: from the row before to the row after.
        Assert.InRange((read.VelocityAt(0.5) - new Vector3D(1 / 0.6, 2 / 0.6, 0)).Length, 0, 1e-12);
    }

    [Theory]
    [InlineData("0,0,0,0\n1,0,0,0\n0.5,0,0,0\n", "row 3: t 0.5 does not come after 1; expected rows in order of t")]
    [InlineData("t,x,y,z\n0,0,0,0\n0,1,0,0\n", "row 3: t 0 does not come after 0; expected rows in order of t")]
    [InlineData("t,x,y,z\n0,0,0,0\n", "rows found: 1; expected 2 at least")]
    [InlineData("", "rows found: 0; expected 2 at least")]
    [InlineData("0,0,0,0\n1,2,zwei,3\n",
        "row 2: y: found 'zwei', expected a number; expected t,x,y,z or t,x,y,z,vx,vy,vz")]
    [InlineData("time,x,y,z\n0,0,0,0\n1,0,0,0\n",
        "row 1: t: found 'time', expected a number; expected t,x,y,z or t,x,y,z,vx,vy,vz")]
    [InlineData("0,0,0\n1,0,0\n", "row 1: 3 columns; expected t,x,y,z or t,x,y,z,vx,vy,vz")]
    [InlineData("0,0,0,0\n1,0,0,0,1,1,1\n", "row 2: 7 columns where earlier rows have 4")]
    [InlineData("0,0,0,0\n1,NaN,0,0\n", "row 2: x: NaN is not in SI units of a flight")]
    [InlineData("0,0,0,0\n1,0,0,1e300\n", "row 2: z: 1E+300 is not in SI units of a flight")]
    public void Bad_rows_are_one_line_with_the_row(string text, string expected)
    {
        ReferenceFormatException error = Assert.Throws<ReferenceFormatException>(() => Parse(text));
        Assert.Equal($"ref.csv: {expected}", error.Message);
    }

    [Fact]
    public void A_missing_file_is_told() => Assert.Equal(
        "cannot read '/nowhere/ref.csv': no such file",
        Assert.Throws<InputException>(() => SampledReference.Read("/nowhere/ref.csv")).Message);

    [Fact]
    public void A_row_that_is_too_fast_is_named()
    {
        SampledReference read = Parse("t,x,y,z\n0,0,0,0\n1,0,0,0\n1.1,0,0,0\n1.2,1,0,0\n1.3,1,0,0\n2,1,0,0\n");
        Assert.Matches(
            "^ref.csv: row [45]: faster than the drone can accelerate: ",
            ReferenceDemand.Warning(read, Drone.Crazyflie, 2));
        // A file of millimetres at 100 Hz is not fast because it is rounded.
        IEnumerable<string> rounded = Enumerable.Range(0, 1000).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{i / 100.0},{Math.Round(Math.Sin(i / 100.0), 3)},0,0\n"));
        Assert.InRange(
            ReferenceDemand.Of(Parse(string.Concat(rounded)), Drone.Crazyflie, 10)!.Acceleration, 0.9, 1.3);
    }

    [Fact]
    public void Damaged_files_are_read_or_refused()
    {
        byte[][] files =
        [
            Encoding.UTF8.GetBytes("t,x,y,z\n0,0,0,0\n0.5,1,2,3\n1,1e-3,-2.5,3\n"),
            Encoding.UTF8.GetBytes("0,0,0,0,0,0,0\r\n0.5,1,2,3,4,5,6\r\n1,1,2,3,4,5,6\r\n"),
        ];
        ReaderFuzz.Hold(files, bytes =>
        {
            SampledReference read = SampledReference.Parse(bytes, "ref.csv");
            foreach (double time in (double[])[0, 0.25, read.Duration / 2, read.Duration, 1e9])
            {
                Assert.True(double.IsFinite(read.PositionAt(time).Length));
                Assert.NotEmpty(read.PlaceOf(time));
            }
        });
    }

    private static SampledReference Parse(string text) =>
        SampledReference.Parse(Encoding.UTF8.GetBytes(text), "ref.csv");
}
