using System.Buffers.Binary;
using Hinge.Core;

namespace Hinge.Plots.Pictures;

/// <summary>What the frame header of a JPEG file announces (ISO/IEC 10918-1, B.2.2).</summary>
/// <param name="Width">Samples in a line.</param>
/// <param name="Height">Lines.</param>
/// <param name="Components">1 grey, 3 colour, 4 print colours.</param>
/// <param name="Blocks">Blocks of 8 x 8 samples in all components.</param>
internal readonly record struct JpegHeader(int Width, int Height, int Components, long Blocks)
{
    private const int StartOfImage = 0xD8, StartOfScan = 0xDA, EndOfImage = 0xD9;

    /// <summary>Walks the segments up to the frame header.</summary>
    /// <exception cref="InputException">There is none, or it is malformed or of a kind that is not read.</exception>
    public static JpegHeader Read(ReadOnlySpan<byte> file, string name)
    {
        if (file.Length < 2 || file[0] != 0xFF || file[1] != StartOfImage)
            throw new InputException($"{name}: not a JPEG file; expected the bytes FF D8 at its start");
        for (int at = 2; ;)
        {
            if (at + 4 > file.Length)
                throw new InputException($"{name}: byte {at}: the file ends before its frame header");
            if (file[at] != 0xFF)
                throw new InputException($"{name}: byte {at}: found {file[at]:X2}, expected a marker FF");
            int marker = file[at + 1];
            if (marker == 0xFF)
            {
                at++;   // a marker may be preceded by any number of fill bytes
                continue;
            }
            if (marker is StartOfScan or EndOfImage)
                throw new InputException($"{name}: byte {at}: found marker {marker:X2} before a frame header");
            int length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2 || at + 2 + length > file.Length)
                throw new InputException(
                    $"{name}: byte {at + 2}: segment of {length} bytes, {file.Length - at - 2} left in the file");
            bool isFrame = marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
            if (isFrame)
                return ReadFrame(file.Slice(at + 4, length - 2), marker, name, at);
            at += 2 + length;
        }
    }

    private static JpegHeader ReadFrame(ReadOnlySpan<byte> frame, int marker, string name, int at)
    {
        if (marker > 0xC2)
            throw new InputException($"{name}: byte {at}: JPEG process {marker:X2}; expected baseline or progressive");
        if (frame.Length < 6 || frame.Length != 6 + (3 * frame[5]))
            throw new InputException($"{name}: byte {at}: frame header of {frame.Length} bytes, not 6 + 3 a component");
        int height = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        int components = frame[5];
        if (frame[0] != 8)
            throw new InputException($"{name}: {frame[0]} bits a sample; expected 8");
        if (components is not (1 or 3))
            throw new InputException(components == 4
                ? $"{name}: CMYK JPEG; expected grey or RGB"
                : $"{name}: {components} components; expected 1 or 3");
        if (width == 0 || height == 0)
            throw new InputException($"{name}: picture of {width} x {height}; expected at least 1 x 1");
        return new JpegHeader(width, height, components, CountBlocks(frame[6..], width, height, name));
    }

    // A component sampled at h of hMax across and v of vMax down has that share of the picture's samples.
    private static long CountBlocks(ReadOnlySpan<byte> components, int width, int height, string name)
    {
        int across = 0, down = 0;
        for (int i = 0; i < components.Length; i += 3)
        {
            int h = components[i + 1] >> 4, v = components[i + 1] & 15;
            if (h is < 1 or > 4 || v is < 1 or > 4)
                throw new InputException($"{name}: sampling factors {h} x {v}; expected 1 to 4");
            (across, down) = (Math.Max(across, h), Math.Max(down, v));
        }
        long blocks = 0;
        for (int i = 0; i < components.Length; i += 3)
        {
            long columns = (long)width * (components[i + 1] >> 4) / across;
            long lines = (long)height * (components[i + 1] & 15) / down;
            blocks += ((columns + 7) / 8) * ((lines + 7) / 8);
        }
        return blocks;
    }
}
