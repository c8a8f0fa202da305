namespace Hinge.Scope;

/// <summary>What happens to a leaf module that has no freezing rule.</summary>
public enum UnknownUnit
{
    /// <summary>An error that names the module.</summary>
    Error,

    /// <summary>Its Jacobian is taken by automatic differentiation, at that module only.</summary>
    Tangent,
}
