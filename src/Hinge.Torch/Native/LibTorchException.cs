namespace Hinge.Torch.Native;

/// <summary>libtorch cannot be loaded on this machine; the message is one line with the loader's own words.</summary>
public sealed class LibTorchException : Exception
{
    /// <summary>A machine without a usable libtorch.</summary>
    /// <param name="message">What the loader said, in one line.</param>
    public LibTorchException(string message) : base(message)
    {
    }
}
