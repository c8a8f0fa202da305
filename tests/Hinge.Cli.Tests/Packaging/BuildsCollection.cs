namespace Hinge.Cli.Tests.Packaging;

/// <summary>Tests that start the SDK: one after the other, as they share the projects' intermediate files.</summary>
[CollectionDefinition(Name)]
public sealed class BuildsCollection
{
    /// <summary>The collection's name.</summary>
    public const string Name = "builds";
}
