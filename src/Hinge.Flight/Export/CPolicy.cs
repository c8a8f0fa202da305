using System.Globalization;
using System.Text;
using Hinge.Core;
using Hinge.Core.Runs;

namespace Hinge.Flight.Export;

/// <summary>
/// A policy as C99 source for a microcontroller (specification §9): <c>policy.c</c> and <c>policy.h</c>, no library, no
/// allocation, nothing writable. The same text compiles as C++.
/// </summary>
public static class CPolicy
{
    private const int Interleaved = 4;

    /// <summary>Writes both files, each whole or not at all.</summary>
    /// <param name="path">The source, by custom <c>policy.c</c>; the header has the same name with the ending
    /// <c>.h</c>.</param>
    /// <param name="policy">The policy.</param>
    /// <exception cref="InputException">A file cannot be written, or the name does not end in <c>.c</c>.</exception>
    public static void Write(string path, Policy policy)
    {
        if (Path.GetExtension(path) != ".c")
            throw new InputException($"{path}: expected a name that ends in .c");
        string header = Path.ChangeExtension(path, ".h");
        AtomicFile.WriteAllText(header, Header(policy));
        AtomicFile.WriteAllText(path, Source(policy, Path.GetFileName(header)));
    }

    /// <summary>The header: what a firmware calls.</summary>
    /// <param name="policy">The policy.</param>
    public static string Header(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return CPolicyText.Header
            .Replace("@DRONE@", Plain(policy.Drone), StringComparison.Ordinal)
            .Replace("@TASK@", Plain(policy.Task), StringComparison.Ordinal)
            .Replace("@STEP@", Number((float)policy.Step), StringComparison.Ordinal)
            .Replace("@HISTORY@", Whole(policy.History), StringComparison.Ordinal)
            .Replace("@INPUTS@", Whole(policy.Inputs), StringComparison.Ordinal);
    }

    /// <summary>The source.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="header">The name by which it includes the header.</param>
    public static string Source(Policy policy, string header = "policy.h")
    {
        ArgumentNullException.ThrowIfNull(policy);
        StringBuilder weights = new();
        float[] rows = PolicyRows.Of(policy);
        foreach ((string name, int start, int outputs, int inputs) in PolicyRows.Parts(policy.Inputs))
        {
            float[] values = inputs == 1
                ? rows[start..(start + outputs)]
                : Interleave(rows.AsSpan(start, outputs * inputs), inputs);
            Array(weights, $"hinge_{name}", values);
        }
        Array(weights, "hinge_test_observation", [.. policy.TestVector.Observation]);
        Array(weights, "hinge_test_action", [.. policy.TestVector.Action]);
        return CPolicyText.Source
            .Replace("@HEADER@", header, StringComparison.Ordinal)
            .Replace("@TOLERANCE@", Number(PolicyTestVector.Tolerance), StringComparison.Ordinal)
            .Replace("@WEIGHTS@", weights.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Constants of C: shortest text that reads back to the same bits, always a float.</summary>
    internal static void Array(StringBuilder text, string name, ReadOnlySpan<float> values)
    {
        const int each = 8;
        text.Append(CultureInfo.InvariantCulture, $"static const float {name}[{values.Length}] = {{");
        for (int i = 0; i < values.Length; i++)
            text.Append(i % each == 0 ? "\n    " : " ").Append(Number(values[i])).Append(',');
        text.Append("\n};\n\n");
    }

    // One loaded input feeds the sums of four outputs, whose weights lie next to each other.
    private static float[] Interleave(ReadOnlySpan<float> rows, int inputs)
    {
        float[] values = new float[rows.Length];
        int at = 0;
        for (int first = 0; first < rows.Length / inputs; first += Interleaved)
        {
            for (int i = 0; i < inputs; i++)
            {
                for (int k = 0; k < Interleaved; k++)
                    values[at++] = rows[((first + k) * inputs) + i];
            }
        }
        return values;
    }

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(float value)
    {
        string text = value.ToString(CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text + "f" : text + ".0f";
    }

    // Names stand in comments; what could end one, or is not ASCII, does not get there.
    private static string Plain(string name) => string.Create(name.Length, name, static (plain, source) =>
    {
        for (int i = 0; i < plain.Length; i++)
            plain[i] = char.IsAsciiLetterOrDigit(source[i]) || source[i] is ' ' or '-' or '_' or '.' ? source[i] : '?';
    });
}
