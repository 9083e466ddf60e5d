namespace MSPortal.Connectors.Sdk.Facts;

/// <summary>A fact about one device, as one source reported it.</summary>
/// <param name="Key">Which fact.</param>
/// <param name="State">How well it is known.</param>
/// <param name="Value">
/// The value in the key's type and unit: <see cref="string"/>, <see cref="bool"/>, <see cref="long"/>,
/// <see cref="double"/> or <see cref="DateTimeOffset"/>; null unless the state is <see cref="ReadingState.Known"/>.
/// </param>
/// <param name="Note">Why the value is not known, or where it came from; null when there is nothing to say.</param>
/// <param name="ObservedAt">When it was observed; null means at the record's own time.</param>
public sealed record Fact(FactKey Key, ReadingState State, object? Value, string? Note, DateTimeOffset? ObservedAt);
