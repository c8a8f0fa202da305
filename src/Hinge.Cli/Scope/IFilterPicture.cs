using Hinge.Core.Pictures;

namespace Hinge.Cli.Scope;

/// <summary>A row or a column of F, to be shown.</summary>
internal interface IFilterPicture
{
    /// <summary>What it is.</summary>
    string Label { get; }

    /// <summary>Names and values to show with it.</summary>
    IReadOnlyList<(string Name, string Value)> Numbers();

    /// <summary>The weights as a signed map at its own scale.</summary>
    Picture Draw();
}
