using System.Runtime.Intrinsics.X86;
using CsCheck;
using Hinge.Core.Randomness;

namespace Hinge.Core.Tests.Randomness;

public class Philox4x32Tests
{
    // kat_vectors of Random123 1.14, philox4x32 with 10 rounds; words here are written lowest first, two to a number.
    [Theory]
    [InlineData(0, 0, 0, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(
        ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(
        0x299f31d0_a4093822, 0x85a308d3_243f6a88, 0x03707344_13198a2e, 0xd16cfe09u, 0x94fdcceb, 0x5001e420, 0x24126ea1)]
    public void Known_answers(ulong key, ulong low, ulong high, uint w0, uint w1, uint w2, uint w3)
    {
        uint[] words = new uint[4];
        Philox4x32.Block(key, low, high, words);
        Assert.Equal([w0, w1, w2, w3], words);
    }

    [Fact]
    public void Vectors_give_the_bits_of_the_scalar_code() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.ULong, Gen.Int[0, 40]).Sample((key, low, high, blocks) =>
        {
            uint[] scalar = new uint[4 * blocks], either = new uint[4 * blocks], vector = new uint[4 * blocks];
            Philox4x32.BlocksScalar(key, low, high, scalar);
            Philox4x32.Blocks(key, low, high, either);
            int done = Philox4x32.BlocksVector(key, low, high, vector);
            Assert.Equal(Avx2.IsSupported ? blocks / 4 * 16 : 0, done);
            Assert.Equal(scalar[..done], vector[..done]);
            Assert.Equal(scalar, either);
        });

    [Fact]
    public void The_counter_carries_and_wraps()
    {
        foreach (ulong start in new[] { uint.MaxValue - 3UL, ulong.MaxValue - 3 })
        {
            uint[] words = new uint[32], one = new uint[4];
            Philox4x32.Blocks(7, start, 9, words);
            for (int block = 0; block < 8; block++)
            {
                Philox4x32.Block(7, unchecked(start + (ulong)block), 9, one);
                Assert.Equal(one, words.AsSpan(4 * block, 4).ToArray());
            }
        }
    }
}
