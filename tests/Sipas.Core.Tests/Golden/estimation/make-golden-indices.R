# Makes golden-indices.json: indices by every rule of a pack, and samples without spread, from a synthetic population of our own with R's survey package.
# Run by a person: Rscript make-golden-indices.R golden-indices.json
suppressMessages({library(survey); library(jsonlite)})
set.seed(20261130)
num <- function(x) { x <- unname(c(x)); I(ifelse(is.na(x), "NaN", sprintf("%.17g", x))) }
cases <- list(); put <- function(name, ...) cases[[name]] <<- list(...)

# 5 areas with 3 to 5 communes each, finite at the first stage; 7 items of five levels, 0 a blank, 6 "not applicable". Item 7 is the general question.
rows <- list(); psu <- 0
for (h in 1:5) { M <- 12 + h; m <- 3 + (h %% 3)
  for (i in 1:m) { psu <- psu + 1; n <- 7 + (psu %% 3); mood <- rnorm(n, .4 + rnorm(1, 0, .4), 1)
    k <- sapply(1:7, function(j) pmin(5, pmax(1, round(3.6 + .8 * mood + rnorm(n, 0, .9)))))
    k[matrix(runif(n * 7) < .10, n)] <- 0; k[matrix(runif(n * 7) < .07, n)] <- 6
    rows[[psu]] <- data.frame(area = paste0("A", h), commune = paste0("C", sprintf("%02d", psu)), M = M, w = round(runif(n, 2, 9), 2), unit = sample(paste0("U", 1:3), n, TRUE), k) } }
d <- do.call(rbind, rows); items <- paste0("k", 1:7); names(d)[6:12] <- items
lev <- function(x) ifelse(x >= 1 & x <= 5, x, 0)
for (j in 1:7) { k <- d[[items[j]]]; d[[paste0("s", j)]] <- as.numeric(k %in% 4:5); d[[paste0("v", j)]] <- as.numeric(k %in% 1:5); d[[paste0("b", j)]] <- as.numeric(k != 6); d[[paste0("l", j)]] <- lev(k)
  d[[paste0("p", j)]] <- c(0, 0, 20, 50, 80, 100, 0)[k + 1] }
d$one <- 1; s <- paste0("s", 1:6); v <- paste0("v", 1:6)
# Criterion X has items 1 to 3, Y 4 and 5, Z 6.
sum3 <- function(p, js) rowSums(d[paste0(p, js)]); for (p in c("s", "v", "b", "l")) { d[[paste0(p, "X")]] <- sum3(p, 1:3); d[[paste0(p, "Y")]] <- sum3(p, 4:5); d[[paste0(p, "Z")]] <- sum3(p, 6); d[[paste0(p, "T")]] <- sum3(p, 1:6) }
d$any <- as.numeric(d$vT > 0); d$all <- as.numeric(d$vT > 0 & d$sT == d$vT); d$m0 <- d$lT / 5; d$m1 <- (d$lT - d$vT) / 4
designs <- list(plain = svydesign(id = ~commune, strata = ~area, weights = ~w, data = d), fpc = svydesign(id = ~commune, strata = ~area, weights = ~w, fpc = ~M, data = d))
ratio <- function(tag, n, b, g) { r <- svyratio(n, b, g); put(tag, value = num(coef(r)), se = num(SE(r))) }
contrast <- function(tag, f, e, g) { r <- svycontrast(svytotal(f, g), e); put(tag, value = num(coef(r)), se = num(SE(r))) }
one <- function(tag, g) {
  ratio(paste0(tag, ".pooledItems"), ~sT, ~vT, g); ratio(paste0(tag, ".pooledItems.allBallots"), ~sT, ~I(6 * one), g); ratio(paste0(tag, ".pooledItems.notApplicableExcluded"), ~sT, ~bT, g)
  f <- ~s1 + v1 + s2 + v2 + s3 + v3 + s4 + v4 + s5 + v5 + s6 + v6
  contrast(paste0(tag, ".meanOfItems"), f, quote((s1/v1 + s2/v2 + s3/v3 + s4/v4 + s5/v5 + s6/v6) / 6), g)
  f3 <- ~sX + vX + sY + vY + sZ + vZ
  contrast(paste0(tag, ".meanOfCriteria"), f3, quote((sX/vX + sY/vY + sZ/vZ) / 3), g); contrast(paste0(tag, ".weighted"), f3, quote(0.5 * sX/vX + 0.3 * sY/vY + 0.2 * sZ/vZ), g)
  ratio(paste0(tag, ".allSatisfied"), ~all, ~any, g); ratio(paste0(tag, ".allSatisfied.allBallots"), ~all, ~one, g)
  ratio(paste0(tag, ".meanScore"), ~m0, ~vT, g); ratio(paste0(tag, ".meanScoreFromOne"), ~m1, ~vT, g); ratio(paste0(tag, ".generalQuestion"), ~s7, ~v7, g)
  fp <- ~p1 + v1 + p2 + v2 + p3 + v3 + p4 + v4 + p5 + v5 + p6 + v6
  contrast(paste0(tag, ".points"), fp, quote((p1/v1 + p2/v2 + p3/v3 + p4/v4 + p5/v5 + p6/v6) / 600), g) }
for (x in names(designs)) { one(x, designs[[x]]); one(paste0(x, ".U2"), subset(designs[[x]], unit == "U2")) }

# Samples without spread: R gives a standard error of 0 and degrees of freedom, and tests nothing.
flat <- function(tag, dat, design) { for (u in unique(dat$unit)) { g <- subset(design, unit == u); m <- svymean(~y, g); put(paste0(tag, ".", u), value = num(coef(m)), se = num(SE(m)), df = num(degf(g))) }
  a <- subset(design, unit %in% unique(dat$unit)[1:2]); put(paste0(tag, ".pair"), df = num(degf(a))) }
e <- data.frame(unit = rep(paste0("C", 1:4), each = 30), y = c(rep(1:0, c(15, 15)), rep(1:0, c(16, 14)), rep(1:0, c(17, 13)), rep(1:0, c(18, 12))), w = 1)
flat("communesAsUnits", e, svydesign(id = ~unit, weights = ~w, data = e)); g <- svydesign(id = ~1, strata = ~unit, weights = ~w, data = e); flat("communesAsStrata", e, g)
by <- svyby(~y, ~unit, g, svymean, covmat = TRUE); k <- svycontrast(by, c(C1 = 1, C4 = -1)); put("communesAsStrata.first.last", value = num(coef(k)), se = num(SE(k)), p = num(2 * pt(-abs(coef(k) / SE(k)), degf(subset(g, unit %in% c("C1", "C4"))))))
e <- data.frame(unit = rep(c("A", "B"), c(5, 100)), y = c(rep(1, 5), rep(1:0, c(92, 8))), w = 1); flat("fiveOfFive", e, svydesign(id = ~1, strata = ~unit, weights = ~w, data = e)); put("fiveOfFive.fisher", p = num(fisher.test(matrix(c(5, 0, 92, 8), 2))$p.value))
e <- data.frame(unit = rep(c("A", "B"), each = 20), commune = rep(c("a1", "a2", "b1", "b2"), each = 10), y = c(rep(rep(1:0, each = 5), 2), rep(rep(1:0, c(6, 4)), 2)), w = 1); flat("alike", e, svydesign(id = ~commune, strata = ~unit, weights = ~w, data = e))
# Fisher's exact p for every table of up to 12 rows of two units: n1, x1, n2, x2, p.
fisher <- list(); for (n1 in c(2, 3, 5, 8, 12)) for (n2 in c(2, 5, 12)) for (x1 in 0:n1) for (x2 in 0:n2) fisher[[length(fisher) + 1]] <- c(n1, x1, n2, x2, fisher.test(matrix(c(x1, n1 - x1, x2, n2 - x2), 2))$p.value)
put("fisher", table = num(unlist(fisher)))

data <- lapply(as.list(d[c("area", "commune", "M", "w", "unit", items)]), function(col) if (is.numeric(col)) num(col) else I(as.character(col)))
writeLines(toJSON(list(r = R.version.string, survey = as.character(packageVersion("survey")), data = list(I = data), cases = cases), auto_unbox = TRUE), commandArgs(TRUE)[1])
