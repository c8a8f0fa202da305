using System.Text.Json;
using Hinge.Cli.Tests.Architecture;
using Hinge.Cli.Tests.Programs;
using Hinge.Testing;

namespace Hinge.Cli.Tests.Packaging;

[Collection(BuildsCollection.Name)]
[Trait("Speed", "Slow")] // builds of their own: .ci/run asks for them with --explicit only
public class PackageTests
{
    // A consumer without a runtime identifier gets the native libraries below runtimes/, one with it beside itself.
    [Theory(Explicit = true)]
    [InlineData("Hinge.Torch", "")]
    [InlineData("Hinge.Scope", "<UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>")]
    public void A_package_brings_a_libtorch_that_loads(string package, string property)
    {
        using TemporaryFolder scratch = new();
        Pack(scratch, package);
        File.WriteAllText(scratch.File("nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="feed" value="{scratch.File("feed")}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="cache" value="{PackageCache()}" /></fallbackPackageFolders>
            </configuration>
            """);
        File.WriteAllText(scratch.File("Consumer.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <RestorePackagesPath>{scratch.File("packages")}</RestorePackagesPath>
                <CreateHardLinksForCopyLocalIfPossible>true</CreateHardLinksForCopyLocalIfPossible>
                <SelfContained>false</SelfContained>
                {property}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{package}" Version="*" />
                <!-- Left out of this checkout's restore as well, so not in the cache. -->
                <PrunePackageReference Include="SkiaSharp.NativeAssets.Win32" Version="99.0.0" />
                <PrunePackageReference Include="SkiaSharp.NativeAssets.macOS" Version="99.0.0" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(scratch.File("Program.cs"), """
            Hinge.Torch.Native.LibTorch.Ensure();
            using TorchSharp.torch.Tensor ones = TorchSharp.torch.ones(3);
            System.Console.WriteLine($"sum {ones.sum().item<float>()}");
            """);

        string output = DotNet.Run(scratch.Path, "run");

        Assert.Equal("sum 3", output.TrimEnd().Split('\n')[^1]);
        Assert.All(Directory.GetDirectories(scratch.File("packages")),
            folder => Assert.StartsWith("hinge.", Path.GetFileName(folder), StringComparison.Ordinal));
    }

    // The package and the projects below it, without building anything again.
    private static void Pack(TemporaryFolder scratch, string package)
    {
        SourceProject project = SourceProject.All.Single(candidate => candidate.Name == package);
        foreach (string below in project.Projects)
            Pack(scratch, below);
        string feed = Directory.CreateDirectory(scratch.File("feed")).FullName;
        if (Directory.GetFiles(feed, $"{package}.*").Length > 0)
            return;
        DotNet.Run(BuiltProgram.Root,
            "pack", Path.Combine("src", package), "-c", DotNet.Configuration, "--no-build", "-o", feed);
    }

    // Where this checkout's own packages were restored to; the libraries are not downloaded a second time.
    private static string PackageCache()
    {
        string assets = Path.Combine(BuiltProgram.Root, "artifacts", "obj", "Hinge.Torch", "project.assets.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(assets));
        return document.RootElement.GetProperty("packageFolders").EnumerateObject().First().Name;
    }
}
