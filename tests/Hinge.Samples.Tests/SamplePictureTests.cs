using Hinge.Core.Pictures;

namespace Hinge.Samples.Tests;

public class SamplePictureTests
{
    public static TheoryData<string> Names => [.. SamplePicture.All.Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_file_in_data_is_the_picture_that_is_drawn(string name)
    {
        SamplePicture sample = SamplePicture.All.Single(each => each.Name == name);
        string path = Path.Combine(AppContext.BaseDirectory, "pictures", name + ".png");

        Assert.Equal(PngFile.ToBytes(sample.Draw()), File.ReadAllBytes(path));
    }

    [Fact]
    public void There_are_no_files_beside_them() =>
        Assert.Equal(
            SamplePicture.All.Select(each => each.Name + ".png").Order(),
            Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "pictures")).Select(Path.GetFileName).Order());
}
