namespace Hinge.Core.Formats;

/// <summary>Pictures of CIFAR-10 with their classes.</summary>
/// <param name="Pictures">UInt8 [n, 3, 32, 32]: red, green and blue planes.</param>
/// <param name="Labels">n numbers from 0 to 9.</param>
public sealed record CifarPictures(NdArray Pictures, IReadOnlyList<byte> Labels);
