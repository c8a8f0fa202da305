using System.Globalization;
using System.Numerics;

namespace Hinge.Scattering.Networks;

/// <summary>What a network returns for one signal.</summary>
/// <param name="Maps">Maps, one a path.</param>
/// <param name="Values">Numbers in all.</param>
public readonly record struct NetworkSize(BigInteger Maps, BigInteger Values)
{
    /// <summary>More values than this for one signal need the user's word.</summary>
    public const int MostValues = 1 << 24;

    /// <summary>Bytes in single precision.</summary>
    public BigInteger Bytes => 4 * Values;

    /// <summary>Refuses more than <see cref="MostValues"/>.</summary>
    /// <exception cref="NetworkException">With maps, values and bytes.</exception>
    public void RefuseTooLarge()
    {
        if (Values > MostValues)
            throw new NetworkException(string.Create(
                CultureInfo.InvariantCulture,
                $"{Maps} maps, {Values} values, {Bytes} bytes for one signal; at most {MostValues} values without "
                + $"--force"));
    }
}
