namespace Hinge.Scope.Networks;

/// <summary>How edge-SR chooses among the C values that it has for every output pixel.</summary>
public enum EdgeSrForm
{
    /// <summary>MAX: the largest.</summary>
    Maximum,

    /// <summary>TM: template matching, a mean of values weighted by the softmax of keys.</summary>
    TemplateMatching,

    /// <summary>TR: as a transformer, weighted by the softmax of query times key.</summary>
    Transformer,

    /// <summary>CNN: features by two tanh convolutions first, weighted by the softmax of key².</summary>
    Convolutional,
}
