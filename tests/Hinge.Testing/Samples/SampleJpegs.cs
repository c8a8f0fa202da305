namespace Hinge.Testing.Samples;

/// <summary>Tiny files from another encoder (libjpeg through Pillow), with what its decoder reads.</summary>
internal static class SampleJpegs
{
    /// <summary>5 x 3, baseline, without subsampling.</summary>
    public static readonly byte[] Rgb = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQIBAQEBAQIBAQECAgICAgICAgIDAwQDAwMDAwICAwQD"
        + "AwQEBAQEAgMFBQQEBQQEBAT/2wBDAQEBAQEBAQIBAQIEAwIDBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE"
        + "BAQEBAQEBAQEBAQEBAT/wAARCAADAAUDAREAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAACP/EACMQAAEDAwIHAAAAAAAA"
        + "AAAAAAIBAwQFBhEAEgcIFRYhIjH/xAAUAQEAAAAAAAAAAAAAAAAAAAAJ/8QAIBEAAQMEAwEBAAAAAAAAAAAAAwECBAUGCBIH"
        + "ERUJE//aAAwDAQACEQMRAD8AI9zcqHAG8J7NTuOwuozmIgwWn+6a1E2NCbjghtamCK4J01yqZ9vvhNH7jz9O848U7LlcecB3"
        + "v5dHkSnzSh8yjytpJBAA8v6TafJKnYowW6Neg002RiOc9XDBzr9IM0MlrujX3zZefpVUEZkQZfOpMbWOMpjMHpEggGvRDldu"
        + "5ivXfpXK1rUb/9k=");

    public static readonly byte[] RgbSamples =
    [
        250, 10, 11, 252, 10, 9, 249, 11, 9, 8, 9, 247, 9, 10, 250,
        249, 11, 11, 252, 9, 13, 248, 10, 10, 10, 10, 254, 12, 9, 250,
        11, 202, 10, 10, 199, 11, 11, 202, 11, 8, 202, 9, 7, 203, 9,
    ];

    /// <summary>9 x 2, progressive.</summary>
    public static readonly byte[] Grey = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJBwYGCAsI"
        + "CQoKCgoKBggLDAsKDAkKCgr/wgALCAACAAkBAREA/8QAFQABAQAAAAAAAAAAAAAAAAAABgf/2gAIAQEAAAABfX7/xAAWEAEB"
        + "AQAAAAAAAAAAAAAAAAAGABb/2gAIAQEAAQUCAFC1lC1//8QAGhAAAQUBAAAAAAAAAAAAAAAAAgAEJpTRNv/aAAgBAQAGPwII"
        + "0wphi5phTDF//8QAFRABAQAAAAAAAAAAAAAAAAAAEIH/2gAIAQEAAT8hmJp3/9oACAEBAAAAEP8A/8QAFBABAAAAAAAAAAAA"
        + "AAAAAAAAEP/aAAgBAQABPxA9HT//2Q==");

    public static readonly byte[] GreySamples =
        [0, 13, 28, 41, 56, 70, 84, 98, 112, 127, 140, 155, 168, 183, 196, 211, 224, 238];

    /// <summary>2 x 2 in print colours.</summary>
    public static readonly byte[] Cmyk = Convert.FromBase64String(
        "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAIBgYHBgUIBwcHCQkICgwUDQwLCwwZEhMPFB0aHx4dGhwcICQuJyAiLCMcHCg3KSww"
        + "MTQ0NB8nOT04MjwuMzQy/8AAFAgAAgACBEMRAE0RAFkRAEsRAP/EABQAAQAAAAAAAAAAAAAAAAAAAAf/xAAUEAEAAAAAAAAA"
        + "AAAAAAAAAAAA/9oADgRDAE0AWQBLAAA/AH4+nw9v/9k=");
}
