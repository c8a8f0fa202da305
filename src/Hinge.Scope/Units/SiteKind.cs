namespace Hinge.Scope.Units;

/// <summary>Where the constant of a bias site comes from.</summary>
public enum SiteKind
{
    /// <summary>The bias of a convolution or linear layer.</summary>
    Bias,

    /// <summary>The shift β − γμ/σ of a normalisation.</summary>
    Shift,

    /// <summary>The offset c of a frozen unit.</summary>
    Offset,

    /// <summary>A constant that the network adds.</summary>
    Constant,

    /// <summary>The mean taken off the picture before the network sees it: a site of raw coordinates only.</summary>
    InputMean,
}
