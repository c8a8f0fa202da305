using Hinge.Core;
using Hinge.Core.Pictures;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Torch.Tensors;

public static partial class TensorConversions
{
    /// <summary>A picture as a Float32 tensor [1, channels, height, width]; sample s becomes s/255.</summary>
    /// <param name="picture">1, 3 or 4 channels.</param>
    public static Tensor ToTensor(this Picture picture)
    {
        using var scope = NewDisposeScope();
        Tensor samples = tensor(picture.Samples, [picture.Height, picture.Width, picture.Channels], ScalarType.Byte);
        Tensor planes = samples.permute(2, 0, 1).unsqueeze(0).to_type(ScalarType.Float32).contiguous();
        // A true division: s * (1/255f) would differ from s/255 in the last bit.
        return planes.div_(255f).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// A tensor of values in 0 … 1 as a picture: values outside are clamped, 255 v is rounded to the nearest integer,
    /// halves to the even one.
    /// </summary>
    /// <param name="tensor">Floating point, [channels, height, width] or [1, channels, height, width], 1, 3 or 4
    /// channels, any strides and device; not changed.</param>
    /// <exception cref="InputException">Another shape or type, or a NaN.</exception>
    public static Picture ToPicture(this Tensor tensor)
    {
        long[] shape = tensor.dim() == 4 && tensor.shape[0] == 1 ? tensor.shape[1..] : tensor.shape;
        if (!tensor.is_floating_point() || shape is not [1 or 3 or 4, > 0, > 0])
            throw new InputException($"tensor of {tensor.Describe()} is no picture; "
                + "expected floating point [1,C,H,W] or [C,H,W] with 1, 3 or 4 channels");
        using var scope = NewDisposeScope();
        Tensor values = tensor.detach().cpu().reshape(shape).permute(1, 2, 0).to_type(ScalarType.Float64);
        if (values.isnan().any().ToBoolean())
            throw new InputException($"tensor holds {FiniteValues.FirstOther(tensor)}; a picture has no NaN");
        Tensor bytes = values.clamp(0, 1).mul(255).round().to_type(ScalarType.Byte).contiguous();
        return new Picture((int)shape[2], (int)shape[1], (int)shape[0], bytes.bytes.ToArray());
    }
}
