namespace Sipas.Common;

public class Base64TextTests
{
    [Fact]
    public void Decode_WhatEncodeWrote_GivesTheBytes() => Assert.All(Enumerable.Range(0, 70), length =>
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(i => (byte)(251 + (i * 37)))];
        Assert.Equal(bytes, Base64Text.Decode(Base64Text.Encode(bytes)));
    });

    [Theory]
    [InlineData("AB")]
    [InlineData("AAB")]
    [InlineData("AA==")]
    [InlineData("AA ")]
    [InlineData(" AA")]
    [InlineData("A+A/")]
    [InlineData("AAA\n")]
    [InlineData("A")]
    [InlineData("AAAA!")]
    public void Decode_AnyOtherText_IsRefused(string text) => Assert.Throws<FormatException>(() => Base64Text.Decode(text));
}
