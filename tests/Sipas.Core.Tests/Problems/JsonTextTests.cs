using System.Text;
using System.Text.Json;

namespace Sipas.Problems;

public class JsonTextTests
{
    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData(" \n[1, 2]\n")]
    [InlineData("\"Tốt\"")]
    [InlineData("12")]
    [InlineData("null")]
    [InlineData("""{"a":{"b":1},"b":{"b":[{"a":1},{"a":2}]}}""")]
    public void Checked_WithAndWithoutMark_GivesTheSameText(string json)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json);

        Assert.Equal(bytes, JsonText.Checked(bytes).ToArray());
        Assert.Equal(bytes, JsonText.Checked([0xEF, 0xBB, 0xBF, .. bytes]).ToArray());
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-32BE")]
    public void Checked_WideEncodings_AreNamedWithAndWithoutMark(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = encoding.GetBytes("""{"a":1}""");

        foreach (byte[] file in (byte[][])[bytes, [.. encoding.GetPreamble(), .. bytes]])
        {
            Problem problem = ProblemOf(file);
            Assert.Equal((ProblemCodes.JsonEncoding, name[..6].ToUpperInvariant()), (problem.Code, problem.Value));
        }
    }

    [Fact]
    public void Checked_BytesThatAreNoUtf8_AreNamedWithTheirPlace() =>
        Assert.Equal((ProblemCodes.JsonEncoding, "2:6"), CodeAndPlace([.. "{\n\"a\":\""u8, 0xE0, 0x20, .. "\"}"u8]));

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFF\n")]
    public void Checked_NothingButBlanks_IsEmpty(string json) =>
    Assert.Equal(ProblemCodes.JsonEmpty, ProblemOf(Encoding.UTF8.GetBytes(json)).Code);

    [Theory]
    [InlineData("{", "1:2", "1")]
    [InlineData("{\n \"a\": [1,", "2:10", "2")]
    [InlineData("{\"a\": \"Tố", "1:12", "1")]
    [InlineData("[tru", "1:5", "1")]
    [InlineData("{\"a\":1", "1:7", "1")]
    [InlineData("\"abc", "1:5", "0")]
    public void Checked_TextThatEndsTooEarly_IsToldWithPlaceAndOpenBrackets(string json, string place, string open)
    {
        Problem problem = ProblemOf(Encoding.UTF8.GetBytes(json));

        Assert.Equal((ProblemCodes.JsonCutShort, place, open), (problem.Code, problem.Place, problem.Value));
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}", "1:8", "a")]
    [InlineData("{\n\"x\":[{\"b\":1},\n{\"b\":1,\"c\":2,\"b\":3}]}", "3:14", "b")]
    [InlineData("{\"a\":1,\"\\u0061\":2}", "1:8", "a")]
    public void Checked_KeyThatStandsTwiceInOneObject_IsNamedWithItsPlace(string json, string place, string key)
    {
        Problem problem = ProblemOf(Encoding.UTF8.GetBytes(json));

        Assert.Equal((ProblemCodes.JsonKeyTwice, place, key), (problem.Code, problem.Place, problem.Value));
    }

    [Theory]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("[1] 2")]
    [InlineData("// x")]
    public void Checked_WhatIsNoJson_IsAnErrorOfJson(string json) =>
    Assert.ThrowsAny<JsonException>(() => JsonText.Checked(Encoding.UTF8.GetBytes(json)).Length);

    private static Problem ProblemOf(byte[] bytes) =>
        Assert.Single(Assert.Throws<SipasException>(() => JsonText.Checked(bytes).Length).Problems);

    private static (string Code, string? Place) CodeAndPlace(byte[] bytes) =>
        ProblemOf(bytes) is var problem ? (problem.Code, problem.Place) : default;
}
