namespace Hinge.Cli.Doctor;

/// <summary>The checks as lines of text.</summary>
internal static class DoctorTable
{
    private const string Indent = "                    ";

    /// <summary>A check's status as one word.</summary>
    public static string Word(CheckStatus status) => status switch
    {
        CheckStatus.Ok => "ok",
        CheckStatus.Warning => "warning",
        _ => "missing",
    };

    /// <summary>The line of a check, and those of its details and advice.</summary>
    public static IEnumerable<string> Lines(Check check)
    {
        yield return $"{Word(check.Status),-8} {check.Name,-10} {check.Value}";
        foreach (string detail in check.Details)
            yield return Indent + detail;
        if (check.Advice is string advice)
            yield return $"{Indent}-> {advice}";
    }
}
