namespace Hinge.Scope.Files;

/// <summary>One frozen call as a saved interpreter lists it.</summary>
internal sealed record SavedCall(
    string Path,
    int Occurrence,
    long Samples,
    long[] Input,
    long[] Output,
    string[] Records,
    Dictionary<string, long[]> Masks,
    bool Cut,
    long Gates,
    long Ties,
    double LargestFactor,
    double? SmallestDeviation);
